package dev.stave.inventory.dsl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of files that may be lost at any time. It holds code that runs, so a folder that is not ours alone (mode
 * 0700, owned by the user) is ignored, as is a file whose digest is wrong.
 */
final class CacheFolder {
    private static final Set<PosixFilePermission> OURS_ALONE = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final int DIGEST_LENGTH = 64;
    private static final int MOST_FILES = 64;

    private final Path folder;
    private final int user;

    /** @param user the numeric id that the folder must belong to */
    CacheFolder(Path folder, int user) {
        this.folder = folder;
        this.user = user;
    }

    /** The content of a file; empty where there is none that can be trusted. */
    Optional<byte[]> read(String name) {
        try {
            if (!trusted()) {
                return Optional.empty();
            }
            byte[] all = Files.readAllBytes(folder.resolve(name));
            if (all.length < DIGEST_LENGTH) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOfRange(all, DIGEST_LENGTH, all.length);
            String digest = new String(all, 0, DIGEST_LENGTH, StandardCharsets.US_ASCII);
            return Hash.of(content).equals(digest) ? Optional.of(content) : Optional.empty();
        } catch (IOException | UnsupportedOperationException unusable) {
            return Optional.empty();
        }
    }

    /** Keeps the content where the folder can be trusted; a cache that cannot be written is no error. */
    void write(String name, byte[] content) {
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OURS_ALONE));
            }
            if (!trusted()) {
                return;
            }
            Path part = Files.createTempFile(folder, name, ".part");
            try {
                byte[] all = Arrays.copyOf(
                        Hash.of(content).getBytes(StandardCharsets.US_ASCII), DIGEST_LENGTH + content.length);
                System.arraycopy(content, 0, all, DIGEST_LENGTH, content.length);
                Files.write(part, all);
                Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            dropOldest();
        } catch (IOException | UnsupportedOperationException unusable) {
            // what is not kept is computed again
            return;
        }
    }

    private boolean trusted() throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(OURS_ALONE)
                && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(user);
    }

    private record Kept(Path file, FileTime time) {}

    private void dropOldest() throws IOException {
        List<Kept> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                kept.add(new Kept(
                        file,
                        Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime()));
            }
        }
        kept.sort(Comparator.comparing(Kept::time).reversed());
        for (Kept old : kept.subList(Math.min(MOST_FILES, kept.size()), kept.size())) {
            Files.deleteIfExists(old.file());
        }
    }
}
