package dev.stave.check.container;

import java.time.Duration;

/**
 * What a test may use.
 *
 * @param timeout     after which it has failed; a health check has a time of its own
 * @param memoryBytes of its container
 * @param processes   in its container
 */
public record TestLimits(Duration timeout, long memoryBytes, long processes) {
    public static final TestLimits DEFAULT = new TestLimits(Duration.ofMinutes(5), 1L << 30, 512);
}
