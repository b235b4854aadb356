package dev.stave.check;

import dev.stave.container.Owner;
import dev.stave.model.HostException;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Stands where there is no container engine: fine for images without tests, a complaint for all others. */
public final class NoTester implements ImageTester {
    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        return image.tests().isEmpty()
                ? List.of()
                : List.of("image '" + image.name() + "': a test needs Docker or Podman, and neither was found");
    }

    @Override
    public void test(ImageSpec image, PlatformImage built, Path stackFolder, Owner owner, Consumer<String> log) {
        for (String complaint : complaints(image, List.of(built.platform()))) {
            throw new HostException(complaint, "install Docker or Podman");
        }
    }
}
