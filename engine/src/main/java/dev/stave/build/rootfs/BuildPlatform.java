package dev.stave.build.rootfs;

import dev.stave.container.EngineInfo;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.model.BuilderSpec;
import dev.stave.model.Platform;
import java.util.List;

/** For which platform a host can build from Portage: its own, and by a cross compiler or emulation another. */
final class BuildPlatform {
    private BuildPlatform() {}

    /**
     * Why it cannot, as sentences.
     *
     * @param builders that the image is built in
     */
    static List<String> complaints(EngineInfo engine, List<BuilderSpec> builders, List<Platform> platforms) {
        if (platforms.size() > 1) {
            return List.of("a build from Portage is for one platform, its builder's; declare an image with a builder of"
                    + " its own for each of "
                    + String.join(
                            ", ", platforms.stream().map(Platform::toString).toList()));
        }
        boolean crosses = builders.stream().anyMatch(b -> b.compiling().crossdev() != null);
        boolean emulated = engine.abilities().contains(Ability.EMULATION);
        return crosses || emulated || platforms.get(0).accepts(engine.platform())
                ? List.of()
                : List.of("it is for " + platforms.get(0) + ", and its builder would run on " + engine.platform()
                        + ": use a builder with crossdev, or install emulation (binfmt_misc and qemu-user-static)");
    }
}
