package dev.stave.registry;

import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import dev.stave.oci.Manifest;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Where images are kept under names: a registry host, or an OCI layout folder. A repository is a path such as {@code
 * web/nginx}; a reference is a tag or a digest. Safe for many threads. All that goes wrong is a {@link
 * RegistryException} whose sentence says what was being done.
 */
public interface Registry {
    /** What the reference names, without fetching it (one HEAD); empty where it names nothing. */
    Optional<Descriptor> head(String repository, String reference);

    /** The manifest or index, its bytes as received and checked against the digest where the reference is one. */
    Optional<Manifest> manifest(String repository, String reference);

    /** A blob's bytes from an offset; the stream fails at its end where they are not what the digest says. */
    InputStream blob(String repository, Descriptor blob, long offsetBytes);

    /**
     * Makes sure that the repository has the blob: asks, mounts from one of {@code mountFrom} (repositories of the same
     * registry that have it), else uploads. Returns how many bytes were uploaded.
     */
    long pushBlob(String repository, Descriptor blob, BlobSource source, List<String> mountFrom);

    /** Puts the bytes as they are; the registry must answer with their digest. */
    void pushManifest(String repository, String reference, Manifest manifest);

    /** All tags of the repository, in the registry's order; empty where there is no such repository. */
    List<String> tags(String repository);
}
