package dev.stave.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the process was started with, read once and passed on as a value.
 *
 * @param variables     the environment
 * @param currentFolder where relative paths of the command line begin
 * @param userHome      the user's home; {@code /nonexistent} where there is none
 */
record Environment(SortedMap<String, String> variables, Path currentFolder, Path userHome) {
    Environment {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    static Environment ofProcess() {
        Map<String, String> all = System.getenv();
        return new Environment(
                new TreeMap<>(all), Path.of("").toAbsolutePath(), Path.of(all.getOrDefault("HOME", "/nonexistent")));
    }

    /** The variable's value; empty where it is not set. */
    String get(String name) {
        return variables.getOrDefault(name, "");
    }

    private boolean hasHome() {
        return variables.containsKey("HOME");
    }

    /** STAVE_HOME: what must survive. */
    Path home() {
        if (!get("STAVE_HOME").isEmpty()) {
            return currentFolder.resolve(get("STAVE_HOME"));
        }
        if (!get("XDG_DATA_HOME").isEmpty()) {
            return Path.of(get("XDG_DATA_HOME"), "stave");
        }
        return hasHome() ? userHome.resolve(".local/share/stave") : Path.of("/var/lib/stave");
    }

    /** STAVE_CACHE: what may be lost. */
    Path cache() {
        if (!get("STAVE_CACHE").isEmpty()) {
            return currentFolder.resolve(get("STAVE_CACHE"));
        }
        if (!get("XDG_CACHE_HOME").isEmpty()) {
            return Path.of(get("XDG_CACHE_HOME"), "stave");
        }
        return hasHome() ? userHome.resolve(".cache/stave") : Path.of("/var/cache/stave");
    }
}
