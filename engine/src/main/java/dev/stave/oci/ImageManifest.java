package dev.stave.oci;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an image manifest says (OCI image-spec, manifest.md; Docker's schema 2 alike). An artifact is one too.
 *
 * @param layers       lowest first
 * @param annotations  sorted; empty where there are none
 * @param subject      what it refers to, for a referrer; else null
 * @param artifactType null where there is none
 */
public record ImageManifest(
        Descriptor config,
        List<Descriptor> layers,
        SortedMap<String, String> annotations,
        @Nullable Descriptor subject,
        @Nullable String artifactType) {
    public ImageManifest {
        layers = List.copyOf(layers);
    }

    public ImageManifest(Descriptor config, List<Descriptor> layers, SortedMap<String, String> annotations) {
        this(config, layers, annotations, null, null);
    }
}
