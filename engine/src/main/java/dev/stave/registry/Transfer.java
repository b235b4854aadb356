package dev.stave.registry;

import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.model.Platform;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.ImageException;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Moves whole images between registries and the store: children before parents, blobs at once, each blob a single time
 * however many images share it, mounted where the registry is known to have it. Bytes are never changed. Safe for many
 * threads; they must not be threads of its executor.
 */
public final class Transfer {
    private final Store store;
    private final Parallel parallel;
    private final InFlight<Digest> fetching = new InFlight<>();
    private final InFlight<Whereabouts.Key> pushing = new InFlight<>();
    private final Whereabouts whereabouts = new Whereabouts();

    /** @param executor runs the transfer of single blobs; its size is how many move at once over all registries */
    public Transfer(Store store, ExecutorService executor) {
        this.store = store;
        this.parallel = new Parallel(executor);
    }

    /**
     * Brings an image into the store, all of it, and returns what then is its root: the manifest or index that the
     * reference names or, for chosen platforms, what is left of it.
     *
     * @param reference tag or digest
     * @param platforms empty for all; one: that child's manifest unchanged; several: an index of these
     */
    public Descriptor fetch(Place from, String reference, List<Platform> platforms, Progress progress) {
        String name = from.repository() + (Digest.tryParse(reference).isPresent() ? "@" : ":") + reference;
        try {
            Manifest root = from.registry()
                    .manifest(from.repository(), reference)
                    .orElseThrow(() ->
                            new RegistryException(name + " does not exist there", "", 404, "MANIFEST_UNKNOWN", null));
            Function<Descriptor, Manifest> read = child -> child(from, child);
            Manifest chosen =
                    platforms.isEmpty() || !root.isIndex() ? root : new PlatformChoice(platforms, read).of(root);
            Graph graph = Graph.of(chosen, read);
            fetchBlobs(from, graph.blobs(), progress);
            if (!root.isIndex()) {
                checkPlatform(root, platforms);
            }
            graph.manifests().forEach(m -> store.put(m.mediaType(), m.bytes()));
            return chosen.descriptor();
        } catch (ImageException e) {
            throw new ImageException(name + " is refused: " + e.what(), e.hint(), e);
        }
    }

    /** The root that {@link #fetch} would leave in the store, without its blobs. */
    public Manifest choose(Place from, String reference, List<Platform> platforms) {
        Manifest root = from.registry()
                .manifest(from.repository(), reference)
                .orElseThrow(
                        () -> RegistryException.lasting(from.repository() + "@" + reference + " does not exist", ""));
        return platforms.isEmpty() || !root.isIndex()
                ? root
                : new PlatformChoice(platforms, child -> child(from, child)).of(root);
    }

    /** Makes sure that the repository has all of an image of the store, under digests only: a tag is written apart. */
    public void push(Descriptor root, Place to, Progress progress) {
        Graph graph = Graph.of(stored(root), this::stored);
        pushBlobs(graph.blobs(), to, progress);
        for (Manifest manifest : graph.manifests()) {
            pushManifest(manifest, graph, to);
        }
    }

    private void fetchBlobs(Place from, Collection<Descriptor> blobs, Progress progress) {
        Meter meter = new Meter(progress, blobs);
        parallel.each(blobs, blob -> {
            Meter.Gauge gauge = meter.gauge(blob);
            whereabouts.note(from, blob.digest());
            if (store.file(blob).isEmpty()) {
                Parallel.waiting(() -> fetching.run(blob.digest(), () -> fetchBlob(from, blob, gauge)));
            }
            gauge.whole();
        });
    }

    private void fetchBlob(Place from, Descriptor blob, Meter.Gauge gauge) {
        if (store.file(blob).isPresent()) {
            return;
        }
        try (InputStream in = gauge.counting(from.registry().blob(from.repository(), blob, 0), 0);
                Store.Draft draft = store.draft()) {
            in.transferTo(draft.out());
            draft.commit(blob.mediaType(), blob.digest());
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private void pushBlobs(Collection<Descriptor> blobs, Place to, Progress progress) {
        Meter meter = new Meter(progress, blobs);
        parallel.each(blobs, blob -> {
            Meter.Gauge gauge = meter.gauge(blob);
            Whereabouts.Key key = new Whereabouts.Key(to.registry(), blob.digest());
            while (!whereabouts.has(to, blob.digest())) {
                // another image may be bringing it to another repository: then it is mounted from there
                Parallel.waiting(() -> pushing.run(key, () -> pushBlob(blob, to, gauge)));
            }
            gauge.whole();
        });
    }

    private void pushBlob(Descriptor blob, Place to, Meter.Gauge gauge) {
        if (whereabouts.has(to, blob.digest())) {
            return;
        }
        List<String> others = whereabouts.repositories(to.registry(), blob.digest());
        to.registry().pushBlob(to.repository(), blob, gauge.counting(file(blob)), others);
        whereabouts.note(to, blob.digest());
    }

    private void pushManifest(Manifest manifest, Graph graph, Place to) {
        String digest = manifest.digest().toString();
        try {
            to.registry().pushManifest(to.repository(), digest, manifest);
        } catch (RegistryException e) {
            if (!e.code().contains("BLOB_UNKNOWN")) {
                throw e;
            }
            // it was there before, and was cleaned up since
            graph.blobs().forEach(blob -> whereabouts.forget(to, blob.digest()));
            pushBlobs(graph.blobs(), to, Progress.NONE);
            to.registry().pushManifest(to.repository(), digest, manifest);
        }
    }

    private Manifest child(Place from, Descriptor child) {
        if (store.file(child.digest()).isPresent()) {
            return stored(child);
        }
        return from.registry()
                .manifest(from.repository(), child.digest().toString())
                .orElseThrow(() -> new ImageException(
                        "its index names manifest " + child.digest() + ", which is not there",
                        "the image was pushed or cleaned up incompletely; choose 'platforms' that are there"));
    }

    private Manifest stored(Descriptor descriptor) {
        try (InputStream in = store.open(descriptor.digest())) {
            return new Manifest(descriptor.mediaType(), in.readNBytes(ManifestReader.LARGEST_BYTES + 1));
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    /** What is no index has one platform, which its configuration names. */
    private void checkPlatform(Manifest image, List<Platform> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        try (InputStream in = store.open(ManifestReader.image(image).config().digest())) {
            Platform its = ImageConfig.parse(in.readAllBytes()).platform();
            wanted.stream().filter(w -> !w.accepts(its)).findFirst().ifPresent(missing -> {
                throw PlatformChoice.missing(missing, its.toString());
            });
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private java.nio.file.Path file(Descriptor blob) {
        return store.file(blob.digest())
                .orElseThrow(() -> new EngineException(
                        "blob " + blob.digest() + " is no longer in the store", "run again: it is then made anew"));
    }
}
