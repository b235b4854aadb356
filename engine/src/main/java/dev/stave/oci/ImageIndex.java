package dev.stave.oci;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an index says (OCI image-spec, image-index.md; Docker's manifest list alike).
 *
 * @param manifests    its children, manifests or indexes, in the order of the document, with their platforms
 * @param annotations  sorted; empty where there are none
 * @param subject      what it refers to, for a referrer; else null
 * @param artifactType null where there is none
 */
public record ImageIndex(
        List<Descriptor> manifests,
        SortedMap<String, String> annotations,
        @Nullable Descriptor subject,
        @Nullable String artifactType) {
    public ImageIndex {
        manifests = List.copyOf(manifests);
    }

    public ImageIndex(List<Descriptor> manifests, SortedMap<String, String> annotations) {
        this(manifests, annotations, null, null);
    }
}
