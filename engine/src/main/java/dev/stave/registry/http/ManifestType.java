package dev.stave.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.http.Call;
import dev.stave.oci.MediaTypes;
import java.io.IOException;

/** Which kind of manifest some bytes are, by what the registry says and what they say themselves. */
final class ManifestType {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestType() {}

    static String of(Call call, Complaints complaints, String contentType, byte[] bytes) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (IOException e) {
            throw complaints.wrong(call, "what it sent is not JSON", "is it a registry?");
        }
        if (root == null || !root.isObject()) {
            throw complaints.wrong(call, "what it sent is no manifest", "is it a registry?");
        }
        if (root.path("schemaVersion").asInt(2) == 1) {
            throw complaints.wrong(
                    call,
                    "the image is of Docker's schema 1, which is older than 2017",
                    "push it again with a current tool");
        }
        String own = root.path("mediaType").asText("");
        boolean known = MediaTypes.isIndex(contentType) || MediaTypes.isManifest(contentType);
        if (known && !own.isEmpty() && !own.equals(contentType)) {
            throw complaints.wrong(call, "it calls it " + contentType + " and the manifest itself says " + own, "");
        }
        if (known || !own.isEmpty()) {
            return known ? contentType : own;
        }
        if (root.has("manifests") == root.has("layers")) {
            throw complaints.wrong(call, "what it sent is neither a manifest nor an index", "is it a registry?");
        }
        return root.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    }
}
