package dev.stave.oci;

import dev.stave.model.Digest;
import java.util.List;
import java.util.SortedMap;

/** Puts images of our own together in the store, from a configuration and from layers that are already there. */
public final class ImageAssembler {
    private final Store store;

    public ImageAssembler(Store store) {
        this.store = store;
    }

    /**
     * One platform of an image.
     *
     * @param layers      lowest first, one for each of the configuration's diffIDs
     * @param annotations of the manifest, such as {@code dev.stave.fingerprint}
     */
    public PlatformImage image(ImageConfig config, List<Descriptor> layers, SortedMap<String, String> annotations) {
        List<Digest> diffIds = config.diffIds();
        if (diffIds.size() != layers.size()) {
            throw new ImageException(
                    "the image has " + layers.size() + " layers, but its configuration names " + diffIds.size(),
                    "what made the image is damaged; build it again");
        }
        Descriptor stored = store.put(MediaTypes.OCI_CONFIG, config.bytes());
        // A parent of Docker's kind lends its layers under their OCI names: mixed manifests are refused by some.
        List<Descriptor> named = layers.stream()
                .map(layer -> new Descriptor(MediaTypes.asOci(layer.mediaType()), layer.digest(), layer.sizeBytes()))
                .toList();
        Manifest manifest = ManifestWriter.write(new ImageManifest(stored, named, annotations));
        store.put(manifest.mediaType(), manifest.bytes());
        return new PlatformImage(config.platform(), manifest.descriptor(), stored, named, diffIds);
    }

    /** The same image under a manifest with these annotations. */
    public PlatformImage annotated(PlatformImage image, SortedMap<String, String> annotations) {
        Manifest manifest = ManifestWriter.write(new ImageManifest(image.config(), image.layers(), annotations));
        store.put(manifest.mediaType(), manifest.bytes());
        return new PlatformImage(
                image.platform(), manifest.descriptor(), image.config(), image.layers(), image.diffIds());
    }

    /** The whole image: the one platform's manifest itself, or an index over several in the order given. */
    public StoredImage whole(List<PlatformImage> platforms, SortedMap<String, String> annotations) {
        if (platforms.size() == 1) {
            return new StoredImage(platforms.get(0).manifest(), platforms);
        }
        List<Descriptor> children = platforms.stream()
                .map(p -> p.manifest().withPlatform(p.platform()))
                .toList();
        Manifest index = ManifestWriter.write(new ImageIndex(children, annotations));
        store.put(index.mediaType(), index.bytes());
        return new StoredImage(index.descriptor(), platforms);
    }
}
