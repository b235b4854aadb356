package dev.stave.build;

import dev.stave.container.Owner;
import dev.stave.model.BuilderChain;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One image to be built for one platform.
 *
 * @param stackFolder folder of the stack file; every path of the image is relative to it
 * @param parent      the same platform of the image that this one is built on; null for nothing
 * @param images      the same platform of every image of the stack that exists by now, for FROM and {@code in:}
 * @param pins        outside references to the digests they are pinned to
 * @param version     the version where it is known before the build; empty otherwise
 * @param created     what {@code created} and, for layers that the engine writes, every entry's time are set to
 * @param secrets     the value of a secret by name; it was checked before that each one exists
 * @param workFolder  an empty folder for this build alone, removed by the caller
 * @param log         gets every line of output
 * @param builders    the builders of a rootfs image of the stack
 * @param pinned      told, while it builds, what was taken from outside and what it stood for: a key such as
 *                    {@code git https://…#main}, and a commit or a digest
 */
public record BuildOrder(
        ImageSpec image,
        Platform platform,
        Path stackFolder,
        @Nullable PlatformImage parent,
        Map<ImageName, PlatformImage> images,
        SortedMap<String, String> pins,
        String version,
        Instant created,
        Function<String, String> secrets,
        Path workFolder,
        Owner owner,
        Consumer<String> log,
        Function<ImageName, BuilderChain> builders,
        BiConsumer<String, String> pinned) {
    /** The same, built on that image. */
    public BuildOrder on(@Nullable PlatformImage newParent) {
        return changed(image, stackFolder, newParent, workFolder);
    }

    /** The same for an image that is declared otherwise. */
    public BuildOrder of(ImageSpec newImage) {
        return changed(newImage, stackFolder, parent, workFolder);
    }

    /** The same, with the image's files and the work in other folders. */
    public BuildOrder in(Path newStackFolder, Path newWorkFolder) {
        return changed(image, newStackFolder, parent, newWorkFolder);
    }

    private BuildOrder changed(
            ImageSpec newImage, Path newStackFolder, @Nullable PlatformImage newParent, Path newWorkFolder) {
        return new BuildOrder(
                newImage,
                platform,
                newStackFolder,
                newParent,
                images,
                pins,
                version,
                created,
                secrets,
                newWorkFolder,
                owner,
                log,
                builders,
                pinned);
    }
}
