package dev.stave.check.trivy;

import dev.stave.model.HostException;
import dev.stave.state.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for one call of Trivy: an empty working folder, a home and a place for temporary files of its own, and a cache
 * folder that holds links to the databases. Nothing of the user's own Trivy is seen from there. Closing removes it.
 */
record Workspace(Path root) implements AutoCloseable {
    private static final String PREFIX = "work-";

    static Workspace in(Path folder) {
        try {
            Files.createDirectories(folder);
            Workspace workspace = new Workspace(Files.createTempDirectory(folder, PREFIX));
            Files.createDirectory(workspace.empty());
            Files.createDirectory(workspace.home());
            Files.createDirectory(workspace.temporary());
            Files.createDirectory(workspace.cache());
            return workspace;
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    Path empty() {
        return root.resolve("empty");
    }

    Path home() {
        return root.resolve("home");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path cache() {
        return root.resolve("cache");
    }

    Path report() {
        return root.resolve("report.json");
    }

    /** Shows a database in the cache folder, under the name that Trivy has for its kind. */
    void show(DatabaseKind kind, Path database) {
        Path link = cache().resolve(kind.folder());
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, database.toAbsolutePath());
        } catch (IOException e) {
            throw failure(link, e);
        }
    }

    @Override
    public void close() {
        Folders.delete(root);
    }

    static HostException failure(Path where, IOException cause) {
        return new HostException(
                "the scanner's folder " + where + " cannot be used: " + cause.getMessage(),
                "free disk space or set STAVE_CACHE to another file system",
                cause);
    }
}
