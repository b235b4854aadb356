package dev.stave.build.rootfs;

import dev.stave.container.ContainerEngine;
import dev.stave.container.KeptImage;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.state.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Keeps the container of a failed build as it was left, so that somebody can look into it: the last one of each image. */
final class FailedBuilds {
    private static final String OUT = "out";
    private static final String ORDER = "order";

    private final RootfsPlaces places;

    FailedBuilds(RootfsPlaces places) {
        this.places = places;
    }

    /** Name in the engine of what a failed build left. */
    static String imageName(ImageName image) {
        return KeptImage.PREFIX + image.toString().toLowerCase(Locale.ROOT) + ":last";
    }

    /** What {@link ImageName#fileName} is, of such a name. */
    static String fileName(String imageName) {
        return imageName
                .substring(KeptImage.PREFIX.length())
                .replaceFirst(":last$", "")
                .replace('/', '_');
    }

    /** Whether the last build of the image failed or was stopped, and what it left is kept. */
    boolean has(ImageName image) {
        return Files.isDirectory(places.failed(image.fileName()).resolve(ORDER));
    }

    /** What could not be kept is told: the failure itself is what counts. */
    void keep(BuildRoom room, ImageName image, ContainerEngine engine, Consumer<String> log) {
        Path folder = places.failed(image.fileName());
        try {
            forget(image, engine);
            room.container().commit(imageName(image));
            new FileTree(room.out()).copyTo(folder.resolve(OUT));
            new FileTree(room.out().resolveSibling(ORDER)).copyTo(folder.resolve(ORDER));
        } catch (EngineException e) {
            log.accept("what the build left could not be kept for stave shell: " + e.what());
        }
    }

    /** Where the image was built since, or fails again. */
    void forget(ImageName image, ContainerEngine engine) {
        if (has(image)) {
            for (String part : List.of(ORDER, OUT)) {
                Folders.delete(places.failed(image.fileName()).resolve(part));
            }
            engine.remove(new KeptImage(imageName(image), Instant.EPOCH, 0));
        }
    }
}
