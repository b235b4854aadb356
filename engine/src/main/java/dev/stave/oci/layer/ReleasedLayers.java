package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.ImageManifest;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.MediaTypes;
import dev.stave.oci.Names;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The layers of everything that has a name in the store, as it was when first asked: an image built again, perhaps with
 * another zlib, shares their blobs. Safe for many threads.
 */
public final class ReleasedLayers implements KnownLayers {
    private static final int DEEPEST = 8;

    private final Names names;
    private final Store store;
    private @Nullable Map<Digest, Descriptor> blobs;

    public ReleasedLayers(Names names, Store store) {
        this.names = names;
        this.store = store;
    }

    @Override
    public synchronized Optional<Descriptor> find(Digest diffId) {
        Map<Digest, Descriptor> all = blobs;
        if (all == null) {
            all = new TreeMap<>();
            for (Descriptor root : names.all().values()) {
                collect(root, all, 1);
            }
            blobs = all;
        }
        return Optional.ofNullable(all.get(diffId))
                .filter(blob -> store.file(blob).isPresent());
    }

    private void collect(Descriptor root, Map<Digest, Descriptor> all, int depth) {
        Optional<Manifest> manifest = document(root).map(bytes -> new Manifest(root.mediaType(), bytes));
        if (manifest.isEmpty() || depth > DEEPEST) {
            return;
        }
        if (manifest.get().isIndex()) {
            ManifestReader.index(manifest.get()).manifests().forEach(child -> collect(child, all, depth + 1));
            return;
        }
        ImageManifest image = ManifestReader.image(manifest.get());
        String kind = image.config().mediaType();
        if (kind.equals(MediaTypes.OCI_CONFIG) || kind.equals(MediaTypes.DOCKER_CONFIG)) {
            document(image.config()).ifPresent(config -> add(ImageConfig.parse(config), image, all));
        }
    }

    private static void add(ImageConfig config, ImageManifest image, Map<Digest, Descriptor> all) {
        int count = Math.min(config.diffIds().size(), image.layers().size());
        for (int i = 0; i < count; i++) {
            all.putIfAbsent(config.diffIds().get(i), image.layers().get(i));
        }
    }

    /** Empty where the store has lost it: then nothing is shared, and nothing is wrong. */
    private Optional<byte[]> document(Descriptor descriptor) {
        Optional<Path> file =
                descriptor.sizeBytes() > ManifestReader.LARGEST_BYTES ? Optional.empty() : store.file(descriptor);
        try {
            return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }
}
