package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.model.HostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Unpacked trees, each a folder that nobody writes to, named by what is in it. */
final class TreeFolders {
    private final Kept kept;

    TreeFolders(Kept kept) {
        this.kept = kept;
    }

    /**
     * The folder of this name, which is filled first where it is not there: whole or not at all.
     *
     */
    Path folder(String name, Filling filling) {
        return kept.alone(name, () -> {
            Path folder = kept.path(name);
            if (!Files.isDirectory(folder)) {
                make(folder, filling);
            }
            kept.used(folder);
            return folder;
        });
    }

    boolean has(String name) {
        return Files.isDirectory(kept.path(name));
    }

    /** Writes a tree into an empty folder; returns the tree's own, that one or one in it. */
    @FunctionalInterface
    interface Filling {
        Path into(Path empty);
    }

    private void make(Path folder, Filling filling) {
        Path draft = draft();
        try {
            Path tree = filling.into(draft);
            if (!Files.isDirectory(tree.resolve("profiles")) && !Files.isDirectory(tree.resolve("metadata"))) {
                throw new GentooException(
                        "what was to be a tree of ebuilds has neither profiles/ nor metadata/",
                        "is it the right address?");
            }
            seal(tree);
            // the folder itself must be writable to be moved
            Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(tree, folder, StandardCopyOption.ATOMIC_MOVE);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        } catch (IOException e) {
            throw Kept.failure("cannot make " + folder, e);
        } finally {
            if (Files.exists(draft)) {
                delete(draft);
            }
        }
    }

    /** An empty folder beside the trees. */
    Path draft() {
        try {
            Files.createDirectories(kept.folder());
            return Files.createTempDirectory(kept.folder(), ".unpack-");
        } catch (IOException e) {
            throw Kept.failure("cannot make a folder in " + kept.folder(), e);
        }
    }

    static void readOnly(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "r-xr-xr-x" : "r--r--r--"));
    }

    /** Takes the right to write from all folders and files. */
    private static void seal(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    readOnly(file, Files.isExecutable(file));
                } else if (!attributes.isSymbolicLink()) {
                    throw new GentooException("'" + root.relativize(file) + "' is no file, folder or link", "");
                } else if (leaves(root, file)) {
                    throw new GentooException("link '" + root.relativize(file) + "' leads out of the tree", "");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean leaves(Path root, Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        Path parent = link.getParent();
        return target.isAbsolute()
                || parent == null
                || !parent.resolve(target).normalize().startsWith(root);
    }

    /** How many bytes a file, or the files of a folder, have. */
    static long size(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
            return bytes;
        } catch (IOException | UncheckedIOException e) {
            throw new HostException("cannot look into " + root + ": " + e.getMessage(), "look at the rights there", e);
        }
    }

    /** Removes a file or folder, read-only or not; returns how many bytes its files had. */
    static long delete(Path root) {
        long[] bytes = {0};
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
            return bytes[0];
        } catch (IOException e) {
            throw new HostException("cannot remove " + root + ": " + e.getMessage(), "look at the rights there", e);
        }
    }
}
