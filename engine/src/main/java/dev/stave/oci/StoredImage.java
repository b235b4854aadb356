package dev.stave.oci;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import java.util.List;
import java.util.Optional;

/**
 * An image, all of it in the store: what is tested, scanned and released.
 *
 * @param root      the manifest, or the index over several; what a tag will name
 * @param platforms in the order of the root
 */
public record StoredImage(Descriptor root, List<PlatformImage> platforms) {
    public StoredImage {
        platforms = List.copyOf(platforms);
    }

    public Digest digest() {
        return root.digest();
    }

    /** The image for exactly this platform, or one that it accepts. */
    public Optional<PlatformImage> on(Platform wanted) {
        return platforms.stream().filter(p -> wanted.accepts(p.platform())).findFirst();
    }
}
