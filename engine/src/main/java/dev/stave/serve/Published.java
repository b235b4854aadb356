package dev.stave.serve;

import dev.stave.model.Digest;
import dev.stave.oci.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a {@link RegistryServer} shows. Asked by many threads at once. */
public interface Published {
    /** @param reference a tag or a digest */
    Optional<Manifest> manifest(String repository, String reference);

    /** The file of a blob that the repository's images refer to. */
    Optional<Path> blob(String repository, Digest digest);

    /** Sorted; empty where there is no such repository. */
    List<String> tags(String repository);
}
