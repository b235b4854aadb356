package dev.stave.http;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param connect to open a connection
 * @param answer  from the last byte of a request to the first of its answer
 * @param stall   without a byte moving, within a body in either direction
 * @param total   for one body, all in all
 */
public record Deadlines(Duration connect, Duration answer, Duration stall, Duration total) {
    /** Registries in front of an object store hash a large upload for minutes before they answer. */
    public static final Deadlines USUAL =
            new Deadlines(Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(6));
}
