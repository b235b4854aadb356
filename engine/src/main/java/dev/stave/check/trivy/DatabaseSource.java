package dev.stave.check.trivy;

import dev.stave.model.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where databases come from: a folder laid out as Trivy's cache, a repository, or Trivy's own repositories. The Java
 * database is looked for beside the other one, as {@code trivy-java-db:1}.
 *
 * @param reference of the vulnerability database; empty for Trivy's own
 */
record DatabaseSource(Optional<Path> folder, String reference) {
    static DatabaseSource of(@Nullable String database, Path stackFolder) {
        if (database == null) {
            return new DatabaseSource(Optional.empty(), "");
        }
        Path folder = stackFolder.resolve(database);
        boolean isPath = database.startsWith("/") || database.startsWith("./") || database.startsWith("../");
        return isPath || Files.isDirectory(folder)
                ? new DatabaseSource(Optional.of(folder.normalize()), "")
                : new DatabaseSource(Optional.empty(), database);
    }

    /** Empty for Trivy's own. */
    String repository(DatabaseKind kind) {
        if (reference.isEmpty() || kind == DatabaseKind.VULNERABILITIES) {
            return reference;
        }
        return reference.substring(0, reference.lastIndexOf('/') + 1) + "trivy-java-db:1";
    }

    /** A name for what is kept of it. */
    String cacheName() {
        return reference.isEmpty()
                ? "default"
                : Digest.of(reference.getBytes(StandardCharsets.UTF_8)).abbreviated();
    }

    String words(DatabaseKind kind) {
        return reference.isEmpty() ? "Trivy's own" : repository(kind);
    }
}
