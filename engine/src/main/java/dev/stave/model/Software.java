package dev.stave.model;

import org.jspecify.annotations.Nullable;

/**
 * One version that the stack pins.
 *
 * @param latest where newer ones are found; null where nobody looks
 */
public record Software(
        String name, String version, @Nullable Upstream latest) {
    /** @param kind {@code githubRelease} or {@code registryTags} */
    public record Upstream(String kind, String location) {}
}
