package dev.stave.oci;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What points at content (OCI image-spec, descriptor.md).
 *
 * @param sizeBytes    exact size of the content
 * @param platform     given in an index's entries; else null
 * @param annotations  sorted; empty where there are none
 * @param artifactType null where there is none
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long sizeBytes,
        @Nullable Platform platform,
        SortedMap<String, String> annotations,
        @Nullable String artifactType) {
    public Descriptor(String mediaType, Digest digest, long sizeBytes) {
        this(mediaType, digest, sizeBytes, null, new TreeMap<>(), null);
    }

    public Descriptor withPlatform(Platform newPlatform) {
        return new Descriptor(mediaType, digest, sizeBytes, newPlatform, annotations, artifactType);
    }
}
