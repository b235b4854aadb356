package dev.stave.packages.binary;

import dev.stave.model.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files that are in two places, as one file where the file systems let it be. */
final class Links {
    private static final List<String> ENDINGS = List.of(".gpkg.tar", ".xpak", ".tbz2");

    private Links() {}

    /** The binary packages below a folder, relative to it, sorted; links are no packages. */
    static List<String> packages(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.toString();
                if (ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(folder.relativize(file).toString());
                }
            }
        }
        return found;
    }

    /** A hard link, or a copy with the same time where there can be none; the index looks at time and size. */
    static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    static dev.stave.model.Digest digest(Path file) throws IOException {
        MessageDigest digest = dev.stave.model.Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return dev.stave.model.Digest.of(digest);
    }

    static HostException failure(IOException cause) {
        return new HostException(
                "the binary packages could not be read or written: "
                        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
                "look at the rights and the free space of STAVE_HOME; they are made again where they are lost",
                cause);
    }
}
