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
 * @param probe       asked beside the running container until it is satisfied; null where the container just runs
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
        Owner owner,
        @Nullable Probe probe) {
    /** A container that just runs to its end. */
    public ContainerRun(
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
        this(
                image,
                entrypoint,
                command,
                environment,
                mounts,
                workingFolder,
                network,
                memoryBytes,
                processes,
                timeout,
                owner,
                null);
    }

    /**
     * A command that is run inside the running container again and again, without a shell (an exec, not a second
     * container), until it exited with 0 {@code streak} times in a row; then the container is killed. The result of
     * such a run is the probe's:
     *
     * <ul>
     *   <li>exit code 0: the streak was reached;
     *   <li>timed out: the run's {@code timeout} was over before, the exit code is that of the last probe (124 where that
     *       one did not answer in time, -1 where none was started);
     *   <li>any other exit code: the container ended by itself before, with that code, or with 0 where it is -1.
     * </ul>
     *
     * The result's output is what the last probe printed to stdout; what the container prints goes to the log.
     *
     * @param interval between the end of one probe and the start of the next, shorter as long as none has succeeded; the
     *     first starts at once
     * @param timeout  after which one probe is killed and counts as failed
     */
    public record Probe(List<String> command, Duration interval, Duration timeout, int streak) {
        public Probe {
            command = List.copyOf(command);
        }
    }

    /** A folder or file of the host at an absolute path inside. */
    public record Mount(Path source, String target, boolean writable) {}
}
