package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.PlatformImage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Blobs that already hold a layer, so that it is not compressed into another one. */
@FunctionalInterface
public interface KnownLayers {
    KnownLayers NONE = diffId -> Optional.empty();

    /** The blobs of an image's own layers. */
    static KnownLayers of(PlatformImage image) {
        Map<Digest, Descriptor> blobs = new TreeMap<>();
        for (int i = 0; i < image.diffIds().size(); i++) {
            blobs.put(image.diffIds().get(i), image.layers().get(i));
        }
        return diffId -> Optional.ofNullable(blobs.get(diffId));
    }

    /** The blob, all of it in the store, whose uncompressed bytes have this digest. */
    Optional<Descriptor> find(Digest diffId);
}
