package dev.stave.container.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process may have of files and processes (proc(5), limits), in the names of engines: asked for more, none
 * starts a container where the capability SYS_RESOURCE is missing.
 */
final class HostLimits {
    private static final long FEW = 1024;
    /** Podman lowers its own limit on processes to this. */
    private static final Limit PROCESSES = new Limit("nproc", 1 << 15);

    private static final Limit FILES = new Limit("nofile", 1 << 16);

    private HostLimits() {}

    record Limit(String name, long count) {
        Limit within(List<String> lines, String title) {
            long hard = lines.stream()
                    .filter(line -> line.startsWith(title))
                    .map(line -> line.substring(title.length()).strip().split(" +")[1])
                    .map(text -> text.equals("unlimited") ? count : Long.parseLong(text))
                    .findFirst()
                    .orElse(FEW);
            return new Limit(name, Math.min(count, hard));
        }
    }

    /** The hard limits, as far as builds can need them. */
    static List<Limit> read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("/proc/self/limits"));
        } catch (IOException e) {
            lines = List.of();
        }
        return List.of(FILES.within(lines, "Max open files"), PROCESSES.within(lines, "Max processes"));
    }
}
