package dev.stave.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.model.Digest;
import dev.stave.model.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Descriptors in JSON (OCI image-spec, descriptor.md). */
final class DescriptorJson {
    private DescriptorJson() {}

    /** @param where the member and the document, for the sentence: {@code layers[0] of manifest sha256:…} */
    static Descriptor read(JsonNode node, String where) {
        if (!node.isObject()) {
            throw wrong(where + " is not a descriptor");
        }
        JsonNode mediaType = node.path("mediaType");
        JsonNode size = node.path("size");
        if (!mediaType.isTextual()) {
            throw wrong(where + " has no media type");
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw wrong(where + " has no size");
        }
        return new Descriptor(
                mediaType.textValue(),
                digest(node.path("digest"), where),
                size.longValue(),
                platform(node.path("platform")),
                Json.texts(node.path("annotations")),
                node.path("artifactType").textValue());
    }

    static List<Descriptor> readAll(JsonNode array, String member, String document) {
        if (!array.isArray()) {
            throw wrong(document + " has no list '" + member + "'");
        }
        List<Descriptor> all = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            all.add(read(element, member + "[" + all.size() + "] of " + document));
        }
        return all;
    }

    static Digest digest(JsonNode node, String where) {
        String text = node.isTextual() ? node.textValue() : "";
        return Digest.tryParse(text)
                .orElseThrow(() -> wrong(where + " has the digest '" + text + "', and Stave takes sha256 only"));
    }

    static ObjectNode write(Descriptor descriptor) {
        ObjectNode node = Json.object()
                .put("mediaType", descriptor.mediaType())
                .put("digest", descriptor.digest().toString())
                .put("size", descriptor.sizeBytes());
        Json.putTexts(node, "annotations", descriptor.annotations());
        if (descriptor.artifactType() != null) {
            node.put("artifactType", descriptor.artifactType());
        }
        if (descriptor.platform() != null) {
            putPlatform(node.putObject("platform"), descriptor.platform());
        }
        return node;
    }

    static void putPlatform(ObjectNode node, Platform platform) {
        node.put("architecture", platform.architecture()).put("os", platform.os());
        if (platform.variant().isEmpty()) {
            node.remove("variant");
        } else {
            node.put("variant", platform.variant());
        }
    }

    static @Nullable Platform platform(JsonNode node) {
        String os = node.path("os").asText("");
        String architecture = node.path("architecture").asText("");
        return os.isEmpty() || architecture.isEmpty()
                ? null
                : new Platform(os, architecture, node.path("variant").asText(""));
    }

    private static ImageException wrong(String what) {
        return new ImageException(what, "the image is damaged or not made to the OCI or Docker specification");
    }
}
