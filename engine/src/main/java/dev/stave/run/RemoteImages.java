package dev.stave.run;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.ImageException;
import dev.stave.oci.ImageManifest;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.MediaTypes;
import dev.stave.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at images in a registry by their manifests and, where nothing else says the platform, their configurations. */
final class RemoteImages {
    private static final int DEEPEST_INDEX = 8;

    private RemoteImages() {}

    /** Config digest of each platform of an image; attestations and artifacts are left out. */
    static SortedMap<Platform, Digest> platforms(Registry registry, String repository, Manifest root) {
        SortedMap<Platform, Digest> platforms = new TreeMap<>();
        collect(registry, repository, root, platforms, 0);
        return platforms;
    }

    private static void collect(
            Registry registry, String repository, Manifest manifest, SortedMap<Platform, Digest> into, int depth) {
        if (depth > DEEPEST_INDEX) {
            throw new ImageException(repository + "@" + manifest.digest() + " is nested too deeply", "");
        }
        if (!manifest.isIndex()) {
            ImageManifest image = ManifestReader.image(manifest);
            if (isImage(image)) {
                into.put(
                        config(registry, repository, image).platform(),
                        image.config().digest());
            }
            return;
        }
        for (Descriptor child : ManifestReader.index(manifest).manifests()) {
            if (child.platform() != null && child.platform().os().equals("unknown")) {
                continue;
            }
            Optional<Manifest> found =
                    registry.manifest(repository, child.digest().toString());
            if (found.isPresent()) {
                collect(registry, repository, found.get(), into, depth + 1);
            }
        }
    }

    /** The configuration of an image's first platform; empty where there is none. */
    static Optional<ImageConfig> first(Registry registry, String repository, Digest root) {
        Optional<Manifest> manifest = registry.manifest(repository, root.toString());
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        if (manifest.get().isIndex()) {
            return ManifestReader.index(manifest.get()).manifests().stream()
                    .findFirst()
                    .flatMap(child -> first(registry, repository, child.digest()));
        }
        ImageManifest image = ManifestReader.image(manifest.get());
        return isImage(image) ? Optional.of(config(registry, repository, image)) : Optional.empty();
    }

    private static boolean isImage(ImageManifest image) {
        String type = image.config().mediaType();
        return type.equals(MediaTypes.OCI_CONFIG) || type.equals(MediaTypes.DOCKER_CONFIG);
    }

    /** The configuration of one platform. */
    static ImageConfig config(Registry registry, String repository, ImageManifest image) {
        try (InputStream in = registry.blob(repository, image.config(), 0)) {
            return ImageConfig.parse(in.readNBytes(ManifestReader.LARGEST_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
