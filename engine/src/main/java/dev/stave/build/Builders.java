package dev.stave.build;

import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All builders of an installation as one: each image goes to the one for its kind of source. */
public final class Builders implements Builder {
    private final Builder rootfs;
    private final Builder dockerfile;
    private final Builder script;
    private final Builder files;

    /**
     * @param rootfs     null where this installation has none
     * @param dockerfile null where this host has no container engine
     */
    public Builders(@Nullable Builder rootfs, @Nullable Builder dockerfile, Builder script, Builder files) {
        this.rootfs = rootfs != null
                ? rootfs
                : new Missing("rootfs builds need a builder for Portage, which this installation has none of");
        this.dockerfile = dockerfile != null
                ? dockerfile
                : new Missing("dockerfile builds need Docker, Podman or buildah, and this host has none of them");
        this.script = script;
        this.files = files;
    }

    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        return of(image).complaints(image, platforms);
    }

    @Override
    public PlatformImage build(BuildOrder order) {
        return of(order.image()).build(order);
    }

    @Override
    public void passed(ImageName image) {
        List.of(rootfs, dockerfile, script, files).forEach(builder -> builder.passed(image));
    }

    private Builder of(ImageSpec image) {
        return image.source().match(r -> rootfs, d -> dockerfile, s -> script, f -> files, m -> {
            throw new IllegalArgumentException(image.name() + " is a mirror, which is copied, not built");
        });
    }

    /** Stands where no builder is wired: says so before anything runs. */
    private record Missing(String complaint) implements Builder {
        @Override
        public List<String> complaints(ImageSpec image, List<Platform> platforms) {
            return List.of(complaint);
        }

        @Override
        public PlatformImage build(BuildOrder order) {
            throw new BuildException("image '" + order.image().name() + "': " + complaint, "");
        }
    }
}
