package dev.stave.check;

import dev.stave.container.Owner;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runs the tests of an image in isolated containers: no network, no mounts but the image's folder, limits. */
public interface ImageTester {
    /** Why this host cannot run the image's tests, as sentences; empty where it can or there are none. */
    List<String> complaints(ImageSpec image, List<Platform> platforms);

    /** Runs every test; throws a {@link GateException} that names the first one that failed, with its last lines. */
    void test(ImageSpec image, PlatformImage built, Path stackFolder, Owner owner, Consumer<String> log);
}
