package dev.stave.model;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a stack gives an image, over what its parent or its Dockerfile gave it. Null or empty means:
 * not said, so what was there stays.
 */
public record ImageSettings(
        @Nullable List<String> entrypoint,
        @Nullable List<String> command,
        List<String> ports,
        SortedMap<String, String> env,
        SortedMap<String, String> labels,
        @Nullable String user,
        @Nullable String workdir,
        List<String> volumes,
        @Nullable String stopSignal,
        @Nullable Healthcheck healthcheck) {
    public static final ImageSettings NONE = new ImageSettings(
            null,
            null,
            List.of(),
            new java.util.TreeMap<>(),
            new java.util.TreeMap<>(),
            null,
            null,
            List.of(),
            null,
            null);

    /** The same with these labels too. */
    public ImageSettings withLabels(SortedMap<String, String> more) {
        SortedMap<String, String> all = new java.util.TreeMap<>(labels);
        all.putAll(more);
        return new ImageSettings(entrypoint, command, ports, env, all, user, workdir, volumes, stopSignal, healthcheck);
    }

    /** The same with these variables too. */
    public ImageSettings withEnv(SortedMap<String, String> more) {
        SortedMap<String, String> all = new java.util.TreeMap<>(env);
        all.putAll(more);
        return new ImageSettings(
                entrypoint, command, ports, all, labels, user, workdir, volumes, stopSignal, healthcheck);
    }

    /** Docker's health check: a command run without a shell. */
    public record Healthcheck(
            List<String> command, Duration interval, Duration timeout, Duration startPeriod, int retries) {}
}
