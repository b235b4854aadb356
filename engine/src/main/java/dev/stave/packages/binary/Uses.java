package dev.stave.packages.binary;

import dev.stave.state.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** On which day a file was last of use to a build: lines of a path, a tab and a day. */
record Uses(SortedMap<String, LocalDate> days) {
    private static final String NAME = ".uses";

    static Uses in(Path folder) throws IOException {
        SortedMap<String, LocalDate> days = new TreeMap<>();
        Path file = folder.resolve(NAME);
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                read(line, days);
            }
        }
        return new Uses(days);
    }

    private static void read(String line, SortedMap<String, LocalDate> days) {
        int tab = line.indexOf('\t');
        try {
            if (tab > 0) {
                days.put(line.substring(0, tab), LocalDate.parse(line.substring(tab + 1)));
            }
        } catch (DateTimeException e) {
            // a day that cannot be read is one that nobody wrote: the file's own time counts then
            days.remove(line.substring(0, tab));
        }
    }

    Uses now(Collection<String> paths, Instant instant) {
        SortedMap<String, LocalDate> all = new TreeMap<>(days);
        paths.forEach(path -> all.put(path, day(instant)));
        return new Uses(all);
    }

    Uses only(Collection<String> paths) {
        SortedMap<String, LocalDate> all = new TreeMap<>(days);
        all.keySet().retainAll(paths);
        return new Uses(all);
    }

    /** The day of the last use, else that of the file itself. */
    LocalDate last(Path folder, String path) throws IOException {
        LocalDate used = days.get(path);
        return used != null
                ? used
                : day(Files.getLastModifiedTime(folder.resolve(path)).toInstant());
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    void write(Path folder) {
        AtomicFiles.write(
                folder.resolve(NAME),
                days.entrySet().stream()
                        .map(use -> use.getKey() + "\t" + use.getValue() + "\n")
                        .collect(Collectors.joining()));
    }
}
