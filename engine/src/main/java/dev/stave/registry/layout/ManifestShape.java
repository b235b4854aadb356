package dev.stave.registry.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.oci.MediaTypes;
import java.io.IOException;

/** Tells what a manifest is that index.json does not list: blobs of a layout have no media type. */
final class ManifestShape {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestShape() {}

    /** Empty where the bytes are no manifest and no index. */
    static String mediaType(byte[] bytes) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (IOException e) {
            return "";
        }
        String own = root.path("mediaType").asText("");
        if (!own.isEmpty()) {
            return MediaTypes.isIndex(own) || MediaTypes.isManifest(own) ? own : "";
        }
        if (root.path("manifests").isArray()) {
            return MediaTypes.OCI_INDEX;
        }
        return root.path("layers").isArray() && root.path("config").isObject() ? MediaTypes.OCI_MANIFEST : "";
    }
}
