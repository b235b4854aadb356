package dev.stave.oci.layout;

import dev.stave.model.Digest;
import dev.stave.oci.StoreFailure;
import dev.stave.state.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that keep blobs in the store: the locks of the stacks that have used it. Each is remembered with the digests
 * that it last held, which stay as long as the file cannot be read and nobody has said to forget it.
 */
public final class StoreRoots {
    private final StoreFolders folders;

    public StoreRoots(Path storeRoot) {
        this.folders = new StoreFolders(storeRoot);
    }

    /**
     * A file that keeps blobs.
     *
     * @param digests of the manifests and indexes that it held when it was last registered or read
     */
    public record Root(Path file, List<Digest> digests) {
        public Root {
            digests = List.copyOf(digests);
        }
    }

    /** Remembers the file with what it holds now; what was remembered of it before is replaced. */
    public void register(Path file, Collection<Digest> digests) {
        Path absolute = file.toAbsolutePath().normalize();
        String lines =
                new TreeSet<>(digests).stream().map(digest -> "\n" + digest).collect(Collectors.joining());
        AtomicFiles.write(entry(absolute), absolute + lines);
    }

    /** Whether it was known. */
    public boolean forget(Path file) {
        Path entry = entry(file.toAbsolutePath().normalize());
        boolean known = Files.exists(entry);
        AtomicFiles.delete(entry);
        return known;
    }

    public List<Root> all() {
        if (!Files.isDirectory(folders.roots())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folders.roots())) {
            List<Root> all = new ArrayList<>();
            for (Path entry : entries.sorted().toList()) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    all.add(read(entry));
                }
            }
            return all;
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static Root read(Path entry) throws IOException {
        List<String> lines = Files.readAllLines(entry, StandardCharsets.UTF_8);
        return new Root(
                Path.of(lines.get(0)), lines.stream().skip(1).map(Digest::parse).toList());
    }

    private Path entry(Path absolute) {
        return folders.roots()
                .resolve(Digest.of(absolute.toString().getBytes(StandardCharsets.UTF_8))
                        .hex());
    }
}
