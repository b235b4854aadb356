package dev.stave.container;

import dev.stave.model.Platform;
import java.util.Set;

/**
 * What an engine is and can do.
 *
 * @param kind     {@code docker}, {@code podman} or {@code buildah}: the words of {@code --engine}
 * @param version  the engine's own version
 * @param endpoint the socket or program that is spoken to
 * @param platform what it runs without emulation
 * @param abilities what it can do beyond building and running
 */
public record EngineInfo(String kind, String version, String endpoint, Platform platform, Set<Ability> abilities) {
    /** What not every engine can do. */
    public enum Ability {
        /** {@code RUN --mount=type=secret}, for which the classic builder has no words. */
        BUILD_SECRETS,
        /** {@code # syntax=}, {@code RUN --mount}, here-documents. */
        BUILDKIT,
        /** Containers whose network is cut off, with limits on memory and processes. */
        ISOLATED_RUN,
        /** Other platforms than its own, through binfmt handlers on this host. */
        EMULATION
    }
}
