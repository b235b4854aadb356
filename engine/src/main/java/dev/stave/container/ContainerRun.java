package dev.stave.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One container, run to its end. No added capabilities ever.
 *
 * @param image       name from {@link ContainerEngine#load}
 * @param entrypoint  replaces the image's own; an empty list removes it, null keeps it
 * @param command     arguments; an empty list keeps the image's own
 * @param environment added to the image's own
 * @param mounts      what of the host is seen inside
 * @param network     whether the network may be used
 * @param memoryBytes limit; 0 for none
 * @param processes   limit on processes; 0 for none
 * @param timeout     after which the container is killed
 */
public record ContainerRun(
        String image,
        @Nullable List<String> entrypoint,
        List<String> command,
        SortedMap<String, String> environment,
        List<Mount> mounts,
        @Nullable String workingFolder,
        boolean network,
        long memoryBytes,
        long processes,
        Duration timeout,
        Owner owner) {
    /** A folder or file of the host at an absolute path inside. */
    public record Mount(Path source, String target, boolean writable) {}
}
