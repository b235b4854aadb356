package dev.stave.build.rootfs;

import dev.stave.model.HostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A file or folder of this host with all that lies in it.
 *
 * @param links whether links are copied as links, and not what they lead to
 */
record FileTree(Path root, boolean links) {
    private static final CopyOption[] LINKS = {
        StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS
    };
    private static final CopyOption[] CONTENT = {StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES
    };

    /** As it is, links included. */
    FileTree(Path root) {
        this(root, true);
    }

    /** With what its links lead to in their place. */
    static FileTree followed(Path root) {
        return new FileTree(root, false);
    }

    /** @throws dev.stave.model.HostException where it cannot be */
    void copyTo(Path target) {
        copyTo(target, name -> true);
    }

    /** @param wanted the names of files that are copied */
    void copyTo(Path target, Predicate<String> wanted) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Path to = target.resolve(root.relativize(one).toString());
                if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(to);
                } else if (wanted.test(String.valueOf(one.getFileName()))) {
                    Files.createDirectories(to.getParent());
                    Files.copy(one, to, links ? LINKS : CONTENT);
                }
            }
        } catch (UncheckedIOException e) {
            throw OrderFolder.unwritten(target, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw OrderFolder.unwritten(target, e);
        }
    }

    /** Of all files in it together. */
    long bytes() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new HostException("'" + root + "' could not be read: " + e.getMessage(), "", e);
        }
    }
}
