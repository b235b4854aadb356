package dev.stave.build.rootfs;

import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the script says beside the root: what it pinned, and how the packages came. */
final class Outcomes {
    private Outcomes() {}

    /** Keys and what they stood for. */
    static SortedMap<String, String> pins(Path out) {
        return rows(out.resolve("pins.tsv"));
    }

    /** In a sentence: how many packages were compiled, and how many not. */
    static String counts(Path out) {
        SortedMap<String, String> counts = rows(out.resolve("counts"));
        return "packages: " + counts.getOrDefault("built", "0") + " compiled, " + counts.getOrDefault("binary", "0")
                + " from binary packages, " + counts.getOrDefault("provided", "0") + " provided by the images below";
    }

    private static SortedMap<String, String> rows(Path file) {
        SortedMap<String, String> rows = new TreeMap<>();
        if (!Files.exists(file)) {
            return rows;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    rows.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new HostException("'" + file + "' cannot be read: " + e.getMessage(), "run again", e);
        }
    }
}
