package dev.stave.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.model.Digest;
import dev.stave.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds whole images in the store again by the digest of their manifest or index. */
public final class ImageReader {
    private static final int DEEPEST_INDEX = 8;
    private static final Platform UNKNOWN = new Platform("unknown", "unknown", "");

    private final Store store;

    public ImageReader(Store store) {
        this.store = store;
    }

    /** The manifest's bytes; its media type is what it says of itself, else OCI's. Empty where the store has it not. */
    public Optional<Manifest> manifest(Digest digest) {
        return bytes(digest).map(bytes -> new Manifest(mediaTypeOf(bytes), bytes));
    }

    /** Empty where anything that the image is made of is missing. Attestations in an index are no platforms of it. */
    public Optional<StoredImage> image(Digest root) {
        Optional<Manifest> manifest = manifest(root);
        List<PlatformImage> platforms = new ArrayList<>();
        if (manifest.isEmpty() || !collect(manifest.get(), platforms, 0)) {
            return Optional.empty();
        }
        return Optional.of(new StoredImage(manifest.get().descriptor(), platforms));
    }

    private boolean collect(Manifest manifest, List<PlatformImage> platforms, int depth) {
        if (depth > DEEPEST_INDEX) {
            throw new ImageException(
                    "the index " + manifest.digest() + " is nested deeper than " + DEEPEST_INDEX + " indexes", "");
        }
        if (!manifest.isIndex()) {
            return collectPlatform(manifest, platforms);
        }
        for (Descriptor child : ManifestReader.index(manifest).manifests()) {
            Optional<Manifest> found = manifest(child.digest());
            if (found.isEmpty()) {
                return false;
            }
            boolean isAttestation = child.platform() != null && child.platform().equals(UNKNOWN);
            if (!isAttestation && !collect(found.get(), platforms, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean collectPlatform(Manifest manifest, List<PlatformImage> platforms) {
        ImageManifest image = ManifestReader.image(manifest);
        boolean whole = image.layers().stream()
                .allMatch(layer -> store.file(layer.digest()).isPresent());
        Optional<byte[]> config = bytes(image.config().digest());
        if (!whole || config.isEmpty()) {
            return false;
        }
        ImageConfig parsed = ImageConfig.parse(config.get());
        platforms.add(new PlatformImage(
                parsed.platform(), manifest.descriptor(), image.config(), image.layers(), parsed.diffIds()));
        return true;
    }

    private Optional<byte[]> bytes(Digest digest) {
        Optional<Path> file = store.file(digest);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Files.size(file.get()) > ManifestReader.LARGEST_BYTES) {
                throw new ImageException(
                        digest + " is too large for a manifest or a configuration",
                        "the limit is " + (ManifestReader.LARGEST_BYTES >> 20) + " MiB");
            }
            return Optional.of(Files.readAllBytes(file.get()));
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static String mediaTypeOf(byte[] bytes) {
        JsonNode document = Json.parse(bytes, "the manifest");
        String said = document.path("mediaType").asText("");
        if (!said.isEmpty()) {
            return said;
        }
        return document.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    }
}
