package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.ImageManifest;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the images of an OCI layout (image-layout.md), through indexes in indexes. */
final class LayoutWalk {
    private static final int DEEPEST = 8;
    private static final String REF_NAME = "org.opencontainers.image.ref.name";

    private final ArchiveFiles files;
    private final List<Found> images = new ArrayList<>();

    LayoutWalk(ArchiveFiles files) {
        this.files = files;
    }

    /**
     * An image in an archive.
     *
     * @param config name of the configuration's file
     * @param layers names of the layers' files, lowest first
     */
    record Found(List<String> names, String config, List<String> layers) {}

    List<Found> images() throws IOException {
        walk(new Manifest(MediaTypes.OCI_INDEX, files.get("index.json").document()), List.of(), 1);
        return images;
    }

    private void walk(Manifest index, List<String> names, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new ImageException("the archive has indexes in indexes more than 8 deep", "no image needs that");
        }
        for (Descriptor child : ManifestReader.index(index).manifests()) {
            List<String> called = Optional.ofNullable(child.annotations().get(REF_NAME))
                    .map(List::of)
                    .orElse(names);
            if (isAttestation(child)) {
                continue;
            }
            Manifest manifest = new Manifest(child.mediaType(), checked(child).document());
            if (manifest.isIndex()) {
                walk(manifest, called, depth + 1);
            } else {
                add(ManifestReader.image(manifest), called);
            }
        }
    }

    private void add(ImageManifest image, List<String> names) throws IOException {
        String kind = image.config().mediaType();
        if (!kind.equals(MediaTypes.OCI_CONFIG) && !kind.equals(MediaTypes.DOCKER_CONFIG)) {
            return;
        }
        List<String> layers = new ArrayList<>();
        for (Descriptor layer : image.layers()) {
            if (MediaTypes.isForeignLayer(layer.mediaType())) {
                throw new ImageException(
                        "layer " + layer.digest() + " is foreign: its bytes are elsewhere and may not be passed on",
                        "use an image without such layers");
            }
            layers.add(checked(layer).name());
        }
        images.add(new Found(names, checked(image.config()).name(), layers));
    }

    private ArchiveFiles.Archived checked(Descriptor descriptor) throws IOException {
        Digest digest = descriptor.digest();
        ArchiveFiles.Archived file = files.get("blobs/sha256/" + digest.hex());
        if (!file.digest().equals(digest)) {
            throw new ImageException(
                    "'" + file.name() + "' in the archive has the digest " + file.digest(),
                    "it is damaged; make it again");
        }
        return file;
    }

    /** BuildKit's attestations stand among the platforms, as one that nothing runs on. */
    private static boolean isAttestation(Descriptor child) {
        return new Platform("unknown", "unknown", "").equals(child.platform());
    }
}
