package dev.stave.container;

import dev.stave.oci.PlatformImage;

/** What an image of the store is called in every engine: {@code localhost/stave/NAME:<config digest hex>}. */
public final class LoadedName {
    private LoadedName() {}

    /** @param name the image's identity, or any other repository path */
    public static String of(String name, PlatformImage image) {
        return "localhost/stave/" + name + ":" + image.config().digest().hex();
    }
}
