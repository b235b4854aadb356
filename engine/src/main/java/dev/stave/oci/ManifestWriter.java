package dev.stave.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/** Writes OCI manifests and indexes of our own: sorted keys, no white space, so that equal content has equal bytes. */
public final class ManifestWriter {
    private ManifestWriter() {}

    public static Manifest write(ImageManifest image) {
        ObjectNode root = head(MediaTypes.OCI_MANIFEST, image.artifactType());
        root.set("config", DescriptorJson.write(image.config()));
        addAll(root.putArray("layers"), image.layers());
        Json.putTexts(root, "annotations", image.annotations());
        if (image.subject() != null) {
            root.set("subject", DescriptorJson.write(image.subject()));
        }
        return new Manifest(MediaTypes.OCI_MANIFEST, Json.bytes(root));
    }

    public static Manifest write(ImageIndex index) {
        ObjectNode root = head(MediaTypes.OCI_INDEX, index.artifactType());
        addAll(root.putArray("manifests"), index.manifests());
        Json.putTexts(root, "annotations", index.annotations());
        if (index.subject() != null) {
            root.set("subject", DescriptorJson.write(index.subject()));
        }
        return new Manifest(MediaTypes.OCI_INDEX, Json.bytes(root));
    }

    /**
     * The same index with those children only that are wanted, of the same media type; all else that it says, known to us
     * or not, stays.
     */
    public static Manifest keeping(Manifest index, Predicate<Descriptor> wanted) {
        List<Descriptor> children = ManifestReader.index(index).manifests();
        ObjectNode root = ManifestReader.document(index, "index " + index.digest(), "layers");
        JsonNode all = root.path("manifests");
        ArrayNode kept = root.putArray("manifests");
        for (int i = 0; i < children.size(); i++) {
            if (wanted.test(children.get(i))) {
                kept.add(all.get(i));
            }
        }
        return new Manifest(index.mediaType(), Json.bytes(root));
    }

    private static ObjectNode head(String mediaType, @org.jspecify.annotations.Nullable String artifactType) {
        ObjectNode root = Json.object().put("schemaVersion", 2).put("mediaType", mediaType);
        if (artifactType != null) {
            root.put("artifactType", artifactType);
        }
        return root;
    }

    private static void addAll(ArrayNode array, List<Descriptor> descriptors) {
        descriptors.forEach(descriptor -> array.add(DescriptorJson.write(descriptor)));
    }
}
