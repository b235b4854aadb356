package dev.stave.build.rootfs;

import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Keeps the container of a failed build as it was left, so that somebody can look into it: the last one of each image. */
final class FailedBuilds {
    private final RootfsPlaces places;

    FailedBuilds(RootfsPlaces places) {
        this.places = places;
    }

    /** Name in the engine of what a failed build left. */
    static String imageName(ImageName image) {
        return "localhost/stave-failed/" + image.toString().toLowerCase(Locale.ROOT) + ":last";
    }

    /** What could not be kept is told: the failure itself is what counts. */
    void keep(BuildRoom room, ImageName image, Consumer<String> log) {
        Path folder = places.failed(image.fileName());
        try {
            room.container().commit(imageName(image));
            new FileTree(room.out()).copyTo(folder.resolve("out"));
            new FileTree(room.out().resolveSibling("order")).copyTo(folder.resolve("order"));
        } catch (EngineException e) {
            log.accept("what the build left could not be kept for stave shell: " + e.what());
        }
    }
}
