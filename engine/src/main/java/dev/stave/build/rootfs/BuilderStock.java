package dev.stave.build.rootfs;

import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageReader;
import dev.stave.oci.Names;
import dev.stave.oci.PlatformImage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builders by their ids: in the store under the view {@code builders}, and in the repository for other machines where
 * there is one. A builder's name is written last, so that it is there whole or not at all.
 */
public final class BuilderStock {
    /** The view of names that builders have in the store. */
    public static final String VIEW = "builders";

    private final Names names;
    private final ImageReader images;
    private final BuilderRepository repository;

    public BuilderStock(Names names, ImageReader images, BuilderRepository repository) {
        this.names = names;
        this.images = images;
        this.repository = repository;
    }

    /** The builder, all of it in the store; fetched from the repository where only that has it. */
    Optional<PlatformImage> find(Digest id, Consumer<String> log) {
        Optional<PlatformImage> kept = names.find(name(id)).flatMap(this::image);
        kept.ifPresent(image -> give(id, image, false, log));
        return kept.isPresent() ? kept : fetched(id, log);
    }

    private Optional<PlatformImage> fetched(Digest id, Consumer<String> log) {
        try {
            Optional<Descriptor> root = repository.fetch(id.hex());
            Optional<PlatformImage> image = root.flatMap(this::image);
            if (root.isPresent() && image.isPresent()) {
                names.put(name(id), root.get());
                log.accept("builder " + id.abbreviated() + " comes from the builder repository");
            }
            return image;
        } catch (EngineException e) {
            log.accept("the builder repository does not help: " + e.what());
            return Optional.empty();
        }
    }

    private Optional<PlatformImage> image(Descriptor root) {
        return images.image(root.digest()).map(image -> image.platforms().get(0));
    }

    /** Keeps a builder that is in the store whole, and gives it to others. */
    void keep(Digest id, PlatformImage image, Consumer<String> log) {
        names.put(name(id), image.manifest());
        give(id, image, true, log);
    }

    /** @param made whether it is another one than the repository may have */
    private void give(Digest id, PlatformImage image, boolean made, Consumer<String> log) {
        try {
            if (made || !repository.has(id.hex())) {
                repository.push(image.manifest(), id.hex());
            }
        } catch (EngineException e) {
            // the image itself is as good without it
            log.accept("builder " + id.abbreviated() + " could not be given to other machines: " + e.what());
        }
    }

    private static String name(Digest id) {
        return "builder:" + id.hex();
    }
}
