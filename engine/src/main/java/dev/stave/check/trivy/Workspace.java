package dev.stave.check.trivy;

import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

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
        try {
            remove(root);
        } catch (IOException e) {
            throw failure(root, e);
        }
    }

    /** Removes a tree; links in it are removed, not followed. */
    static void remove(Path tree) throws IOException {
        if (!Files.isDirectory(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static HostException failure(Path where, IOException cause) {
        return new HostException(
                "the scanner's folder " + where + " cannot be used: " + cause.getMessage(),
                "free disk space or set STAVE_CACHE to another file system",
                cause);
    }
}
