package dev.stave.registry;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.MediaTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Everything that an image consists of: manifests, children before parents, and blobs, each once. */
final class Graph {
    private static final int DEEPEST = 8;
    private static final int MOST_MANIFESTS = 4096;

    private final Map<Digest, Manifest> manifests = new LinkedHashMap<>();
    private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    private final Function<Descriptor, Manifest> read;

    private Graph(Function<Descriptor, Manifest> read) {
        this.read = read;
    }

    /** @param read gets the manifest that a descriptor of an index points at */
    static Graph of(Manifest root, Function<Descriptor, Manifest> read) {
        Graph graph = new Graph(read);
        graph.add(root, 0);
        return graph;
    }

    /** Children before parents; the root is the last. */
    List<Manifest> manifests() {
        return List.copyOf(manifests.values());
    }

    Collection<Descriptor> blobs() {
        return List.copyOf(blobs.values());
    }

    private void add(Manifest manifest, int depth) {
        if (manifests.containsKey(manifest.digest())) {
            return;
        }
        if (depth > DEEPEST) {
            throw new ImageException("its indexes are nested more than " + DEEPEST + " deep", "");
        }
        if (manifests.size() >= MOST_MANIFESTS) {
            throw new ImageException("it has more than " + MOST_MANIFESTS + " manifests", "");
        }
        for (Descriptor need : ManifestReader.needs(manifest)) {
            if (manifest.isIndex()
                    && (MediaTypes.isIndex(need.mediaType()) || MediaTypes.isManifest(need.mediaType()))) {
                add(checked(need), depth + 1);
            } else {
                addBlob(manifest, need);
            }
        }
        manifests.put(manifest.digest(), manifest);
    }

    private Manifest checked(Descriptor descriptor) {
        Manifest child = read.apply(descriptor);
        if (child.descriptor().sizeBytes() != descriptor.sizeBytes()) {
            throw new ImageException(
                    "manifest " + descriptor.digest() + " has "
                            + child.descriptor().sizeBytes() + " bytes, and its index says " + descriptor.sizeBytes(),
                    "");
        }
        // the index decides what its child is called, as every other reader goes by it
        return new Manifest(descriptor.mediaType(), child.bytes());
    }

    private void addBlob(Manifest of, Descriptor blob) {
        if (MediaTypes.isForeignLayer(blob.mediaType())) {
            throw new ImageException(
                    "layer " + blob.digest() + " of manifest " + of.digest()
                            + " is foreign: its owner does not let registries hold it",
                    "mirror an image, or a platform of it, without such layers (Windows base images have them)");
        }
        blobs.putIfAbsent(blob.digest(), blob);
    }

    /** The leaves that a person would choose from: manifests of an index, through nested ones. */
    static List<Descriptor> leaves(Manifest index, Function<Descriptor, Manifest> read) {
        List<Descriptor> found = new ArrayList<>();
        collect(index, read, found, 0);
        return found;
    }

    private static void collect(Manifest index, Function<Descriptor, Manifest> read, List<Descriptor> into, int depth) {
        if (depth > DEEPEST) {
            throw new ImageException("its indexes are nested more than " + DEEPEST + " deep", "");
        }
        for (Descriptor child : ManifestReader.index(index).manifests()) {
            if (MediaTypes.isIndex(child.mediaType())) {
                collect(read.apply(child), read, into, depth + 1);
            } else {
                into.add(child);
            }
        }
    }
}
