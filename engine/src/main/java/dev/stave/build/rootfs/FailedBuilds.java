package dev.stave.build.rootfs;

import dev.stave.container.ContainerException;
import dev.stave.model.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Keeps the container of a failed build as it was left, so that somebody can look into it: the last one of each image. */
final class FailedBuilds {
    private static final String OUT = "out";

    private final RootfsPlaces places;

    FailedBuilds(RootfsPlaces places) {
        this.places = places;
    }

    /** Name in the engine of what a failed build left. */
    static String imageName(ImageName image) {
        return "localhost/stave-failed/" + image.toString().toLowerCase(java.util.Locale.ROOT) + ":last";
    }

    void keep(BuildRoom room, ImageName image) {
        Path folder = places.failed(image.fileName());
        try {
            room.container().commit(imageName(image));
            copy(room.out(), folder.resolve(OUT));
            copy(room.out().resolveSibling("order"), folder.resolve("order"));
        } catch (ContainerException | IOException | UncheckedIOException e) {
            // the failure itself is what counts
            return;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }
}
