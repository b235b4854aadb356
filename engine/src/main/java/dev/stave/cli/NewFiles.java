package dev.stave.cli;

import dev.stave.model.HostException;
import dev.stave.model.UsageException;
import dev.stave.state.AtomicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Files that a command makes: none of them is written where one of them would replace what is there. */
final class NewFiles {
    private final Environment environment;
    private final Map<Path, String> files = new TreeMap<>();

    NewFiles(Environment environment) {
        this.environment = environment;
    }

    /** Adds a file; a text that begins with {@code #!} can be executed. */
    void add(Path file, String text) {
        files.put(file.toAbsolutePath().normalize(), text);
    }

    void write(boolean force) {
        List<Path> there = new ArrayList<>(files.keySet());
        there.removeIf(file -> force || !Files.exists(file));
        if (!there.isEmpty()) {
            throw new UsageException(
                    shown(environment, there.get(0)) + " is there already",
                    "choose another place, or replace it with --force");
        }
        files.forEach((file, text) -> {
            AtomicFiles.write(file, text);
            if (text.startsWith("#!") && !file.toFile().setExecutable(true)) {
                throw new HostException(file + " cannot be made executable", "look at the rights there");
            }
        });
    }

    /** Relative to where the command was given, where it lies below that. */
    static String shown(Environment environment, Path file) {
        Path current = environment.currentFolder().toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(current) ? current.relativize(whole).toString() : whole.toString();
    }

    static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }
}
