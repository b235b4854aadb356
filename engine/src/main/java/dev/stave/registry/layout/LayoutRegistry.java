package dev.stave.registry.layout;

import dev.stave.model.Digest;
import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.registry.Registry;
import dev.stave.registry.RegistryException;
import dev.stave.registry.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An OCI image layout folder as a registry (image-layout.md). The name in index.json is {@code repository:tag}; with an
 * empty repository the reference is the whole name, as other tools write it. The folder is made by the first write;
 * blobs are linked from their file where that can be. Manifests are found by digest whether index.json lists them or not.
 */
public final class LayoutRegistry implements Registry, Removal {
    private final Path folder;
    private final LayoutBlobs blobs;
    private final LayoutIndex index;

    public LayoutRegistry(Path folder) {
        this.folder = folder;
        this.blobs = new LayoutBlobs(folder);
        this.index = new LayoutIndex(folder);
    }

    @Override
    public Optional<Descriptor> head(String repository, String reference) {
        Optional<Digest> digest = Digest.tryParse(reference);
        if (digest.isPresent()) {
            return manifest(repository, reference).map(Manifest::descriptor);
        }
        return index.find(name(repository, reference))
                .map(d -> new Descriptor(d.mediaType(), d.digest(), d.sizeBytes()));
    }

    @Override
    public Optional<Manifest> manifest(String repository, String reference) {
        Optional<Digest> digest = Digest.tryParse(reference);
        Optional<Descriptor> named =
                digest.isPresent() ? index.find(digest.get()) : index.find(name(repository, reference));
        if (digest.isEmpty() && named.isEmpty()) {
            return Optional.empty();
        }
        Digest wanted = digest.isPresent() ? digest.get() : named.orElseThrow().digest();
        Optional<Path> file = blobs.file(wanted);
        if (file.isEmpty() && digest.isPresent()) {
            return Optional.empty();
        }
        byte[] bytes = read(file.orElseThrow(() -> damaged(wanted, "is missing")), wanted);
        String mediaType = named.isPresent() ? named.get().mediaType() : ManifestShape.mediaType(bytes);
        return mediaType.isEmpty() ? Optional.empty() : Optional.of(new Manifest(mediaType, bytes));
    }

    @Override
    public InputStream blob(String repository, Descriptor blob, long offsetBytes) {
        Path file = blobs.file(blob.digest()).orElseThrow(() -> damaged(blob.digest(), "is missing"));
        try {
            InputStream bytes = BlobSource.of(file).openAt(offsetBytes);
            return offsetBytes == 0
                    ? new VerifiedStream(bytes, () -> damaged(blob.digest(), "has other bytes"), blob)
                    : bytes;
        } catch (IOException e) {
            throw LayoutBlobs.failure("blob " + blob.digest() + " of " + folder + " could not be read", e);
        }
    }

    @Override
    public long pushBlob(String repository, Descriptor blob, BlobSource source, List<String> mountFrom) {
        return blobs.put(blob, source);
    }

    @Override
    public void pushManifest(String repository, String reference, Manifest manifest) {
        for (Descriptor need : ManifestReader.needs(manifest)) {
            if (blobs.file(need.digest()).isEmpty()) {
                throw new RegistryException(
                        folder + " refused to write " + name(repository, reference) + ": blob " + need.digest()
                                + " is not there",
                        "",
                        400,
                        "MANIFEST_BLOB_UNKNOWN",
                        null);
            }
        }
        byte[] bytes = manifest.bytes();
        blobs.put(manifest.descriptor(), offset -> new java.io.ByteArrayInputStream(bytes, (int) offset, bytes.length));
        if (Digest.tryParse(reference).isEmpty()) {
            index.put(name(repository, reference), manifest.descriptor());
        }
    }

    @Override
    public List<String> tags(String repository) {
        String prefix = repository.isEmpty() ? "" : repository + ":";
        return index.names().stream()
                .filter(n -> n.startsWith(prefix))
                .map(n -> n.substring(prefix.length()))
                .toList();
    }

    @Override
    public boolean removeTag(String repository, String tag) {
        index.remove(List.of(name(repository, tag)));
        return true;
    }

    @Override
    public void removeManifest(String repository, Digest digest) {
        index.remove(tags(repository).stream()
                .map(tag -> name(repository, tag))
                .filter(name ->
                        index.find(name).filter(d -> d.digest().equals(digest)).isPresent())
                .toList());
    }

    private byte[] read(Path file, Digest wanted) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(ManifestReader.LARGEST_BYTES + 1);
            if (bytes.length <= ManifestReader.LARGEST_BYTES
                    && !Digest.of(bytes).equals(wanted)) {
                throw damaged(wanted, "has other bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw LayoutBlobs.failure("manifest " + wanted + " of " + folder + " could not be read", e);
        }
    }

    private RegistryException damaged(Digest digest, String how) {
        return new RegistryException(
                "the OCI layout " + folder + " is damaged: " + digest + " " + how,
                "delete the folder, or copy it again, and run once more",
                404,
                "BLOB_UNKNOWN",
                null);
    }

    private static String name(String repository, String reference) {
        boolean digest = Digest.tryParse(reference).isPresent();
        return repository.isEmpty() ? reference : repository + (digest ? "@" : ":") + reference;
    }
}
