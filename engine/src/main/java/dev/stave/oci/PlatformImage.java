package dev.stave.oci;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import java.util.List;

/**
 * One platform of an image, all of it in the store.
 *
 * @param platform what the image runs on
 * @param manifest its manifest
 * @param config   its configuration; its digest is the image's content identity
 * @param layers   lowest first, compressed as they are in the registry
 * @param diffIds  digests of the uncompressed layers, in the same order
 */
public record PlatformImage(
        Platform platform, Descriptor manifest, Descriptor config, List<Descriptor> layers, List<Digest> diffIds) {
    public PlatformImage {
        layers = List.copyOf(layers);
        diffIds = List.copyOf(diffIds);
    }
}
