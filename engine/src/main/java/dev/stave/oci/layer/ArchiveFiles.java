package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.ImageException;
import dev.stave.oci.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of an archive, or of a layout folder, put aside in a spool; found by name, links followed among them only. */
final class ArchiveFiles {
    private static final int MOST_LINKS = 8;

    private final Spool spool;
    private final @Nullable Path folder;
    private final Map<String, Archived> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private ArchiveFiles(Spool spool, @Nullable Path folder) {
        this.spool = spool;
        this.folder = folder;
    }

    /**
     * A file of the archive.
     *
     * @param digest of its bytes
     */
    record Archived(String name, Spool.Stretch bytes, Digest digest) {
        /** All of a small file. */
        byte[] document() throws IOException {
            if (bytes.length() > ManifestReader.LARGEST_BYTES) {
                throw new ImageException("'" + name + "' in the archive is larger than 4 MiB", "it is no image");
            }
            try (InputStream in = bytes.open()) {
                return in.readAllBytes();
            }
        }
    }

    /** Reads the tar to its end. */
    static ArchiveFiles ofTar(InputStream tar, Spool spool, ReadLimits limits) throws IOException {
        ArchiveFiles all = new ArchiveFiles(spool, null);
        try (InputStream plain = Expanded.open(tar, "the archive", limits)) {
            LayerReader.read(plain, "the archive", limits, all::take);
        }
        return all;
    }

    /** Reads a file of the folder when it is asked for. */
    static ArchiveFiles ofFolder(Path folder, Spool spool) {
        return new ArchiveFiles(spool, folder);
    }

    Optional<Archived> find(String name) throws IOException {
        String at = TarEntry.plainName(name);
        for (int i = 0; i < MOST_LINKS && links.containsKey(at); i++) {
            at = links.getOrDefault(at, at);
        }
        if (folder != null && !files.containsKey(at)) {
            read(folder, at);
        }
        return Optional.ofNullable(files.get(at));
    }

    Archived get(String name) throws IOException {
        return find(name)
                .orElseThrow(() -> new ImageException(
                        "the archive has no '" + name + "', which it names itself",
                        "it is cut off or damaged; make it again"));
    }

    private void take(TarEntry entry, InputStream content) throws IOException {
        if (entry.isFile()) {
            put(entry.name(), content);
        } else if (entry.type() == TarEntry.HARD_LINK) {
            links.put(entry.name(), entry.link());
        } else if (entry.type() == TarEntry.SYMLINK && !entry.link().startsWith("/")) {
            inside(entry).ifPresent(target -> links.put(entry.name(), target));
        }
    }

    private void put(String name, InputStream content) throws IOException {
        DigestInputStream in = new DigestInputStream(content, Digest.sha256());
        Spool.Stretch bytes = spool.append(in);
        files.put(name, new Archived(name, bytes, Digest.of(in.getMessageDigest())));
    }

    private void read(Path top, String name) throws IOException {
        Path file = top;
        for (String part : name.split("/")) {
            if (Files.isSymbolicLink(file) && !file.equals(top)) {
                return;
            }
            file = file.resolve(part);
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                put(name, in);
            }
        }
    }

    /** Docker saves a layer that is there twice as {@code ../OTHER/layer.tar}. */
    private static Optional<String> inside(TarEntry link) {
        Path at = Path.of("/" + link.name()).resolveSibling(link.link()).normalize();
        String target = at.toString().substring(1);
        return target.isEmpty() ? Optional.empty() : Optional.of(target);
    }
}
