package dev.stave.container;

import java.time.Instant;

/**
 * What a build that failed left in an engine, for somebody to look into: no run owns it, so it stays until it is removed.
 *
 * @param name  in the engine; begins with {@link #PREFIX}
 * @param bytes that its removal frees, as far as the engine tells; 0 where it does not
 */
public record KeptImage(String name, Instant created, long bytes) {
    public static final String PREFIX = "localhost/stave-failed/";
}
