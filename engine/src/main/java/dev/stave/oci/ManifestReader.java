package dev.stave.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a manifest or an index says; its bytes stay as they are. Refuses, with an {@link ImageException}, what is
 * larger than 4 MiB, not valid, or two kinds in one document.
 */
public final class ManifestReader {
    /** No manifest and no index may be larger; registries refuse them too. */
    public static final int LARGEST_BYTES = 4 << 20;

    private static final String DAMAGED = "the image is damaged or not made to the OCI or Docker specification";

    private ManifestReader() {}

    /** The view of an image manifest; an index, or anything else, is refused. */
    public static ImageManifest image(Manifest manifest) {
        String subject = "manifest " + manifest.digest();
        if (!MediaTypes.isManifest(manifest.mediaType())) {
            throw unknownKind(subject, manifest);
        }
        ObjectNode root = document(manifest, subject, "manifests");
        return new ImageManifest(
                DescriptorJson.read(root.path("config"), "config of " + subject),
                DescriptorJson.readAll(root.path("layers"), "layers", subject),
                Json.texts(root.path("annotations")),
                subjectOf(root, subject),
                root.path("artifactType").textValue());
    }

    /** The view of an index or a Docker manifest list; an image manifest, or anything else, is refused. */
    public static ImageIndex index(Manifest manifest) {
        String subject = "index " + manifest.digest();
        if (!manifest.isIndex()) {
            throw unknownKind(subject, manifest);
        }
        ObjectNode root = document(manifest, subject, "layers");
        return new ImageIndex(
                DescriptorJson.readAll(root.path("manifests"), "manifests", subject),
                Json.texts(root.path("annotations")),
                subjectOf(root, subject),
                root.path("artifactType").textValue());
    }

    /** Everything that must be there with it: an index's children, or a manifest's config and layers. */
    public static List<Descriptor> needs(Manifest manifest) {
        if (manifest.isIndex()) {
            return index(manifest).manifests();
        }
        ImageManifest image = image(manifest);
        List<Descriptor> all = new ArrayList<>(image.layers().size() + 1);
        all.add(image.config());
        all.addAll(image.layers());
        return List.copyOf(all);
    }

    /** What the manifest or index is about, for a referrer. */
    public static Optional<Descriptor> subject(Manifest manifest) {
        return Optional.ofNullable(
                manifest.isIndex() ? index(manifest).subject() : image(manifest).subject());
    }

    /** The bytes as the manifest or index that they are by their own word or shape; empty where they are neither. */
    public static Optional<Manifest> recognise(byte[] bytes) {
        try {
            ObjectNode root = Json.object(bytes, "manifest");
            String shape = root.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
            Manifest manifest = new Manifest(root.path("mediaType").asText(shape), bytes);
            // Reading it to the end is the test.
            needs(manifest);
            return Optional.of(manifest);
        } catch (ImageException e) {
            return Optional.empty();
        }
    }

    static ObjectNode document(Manifest manifest, String subject, String foreignMember) {
        if (manifest.descriptor().sizeBytes() > LARGEST_BYTES) {
            throw new ImageException(subject + " is larger than 4 MiB", "no registry takes such a manifest");
        }
        ObjectNode root = Json.object(manifest.bytes(), subject);
        if (root.path("schemaVersion").asInt() != 2) {
            throw new ImageException(
                    subject + " has not the schema version 2", "images of Docker's old schema 1 must be pushed anew");
        }
        JsonNode said = root.path("mediaType");
        if (said.isTextual() && !said.textValue().equals(manifest.mediaType())) {
            throw new ImageException(
                    subject + " came as " + manifest.mediaType() + " but calls itself " + said.textValue(), DAMAGED);
        }
        // The same bytes must never mean an index to one reader and an image to another (CVE-2021-41190).
        if (root.has(foreignMember)) {
            throw new ImageException(
                    subject + " came as " + manifest.mediaType() + " but has '" + foreignMember + "'", DAMAGED);
        }
        return root;
    }

    private static @Nullable Descriptor subjectOf(ObjectNode root, String subject) {
        JsonNode node = root.path("subject");
        return node.isObject() ? DescriptorJson.read(node, "subject of " + subject) : null;
    }

    private static ImageException unknownKind(String subject, Manifest manifest) {
        return new ImageException(
                subject + " is of the media type " + manifest.mediaType(),
                "Stave takes OCI images and indexes, Docker images of schema 2 and their lists");
    }
}
