package dev.stave.oci.layout;

import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Removes from a store what no name and no root needs, and what was left half written. Takes the store's lock alone, so
 * it is refused while a run uses the store.
 */
public final class StoreCleaner {
    private final Path storeRoot;
    private final StoreFolders folders;
    private final Reader reader;

    public StoreCleaner(Path storeRoot, Reader reader) {
        this.storeRoot = storeRoot;
        this.folders = new StoreFolders(storeRoot);
        this.reader = reader;
    }

    /** Which manifests and indexes a root file (a stack's lock) names. */
    @FunctionalInterface
    public interface Reader {
        /** Fails with an exception where the file is not there or cannot be read. */
        Collection<Digest> digests(Path root) throws IOException;
    }

    public Cleaned clean() {
        if (!Files.isDirectory(storeRoot)) {
            return new Cleaned(0, 0, 0, List.of());
        }
        try (StoreLock lock = StoreLock.exclusive(storeRoot)) {
            return lock.alone(this::cleanAlone);
        }
    }

    /** What cleaning would come to; removes nothing. */
    public Cleaned look() {
        return Files.isDirectory(storeRoot) ? cleanAlone(StoreCleaner::size) : new Cleaned(0, 0, 0, List.of());
    }

    private Cleaned cleanAlone() {
        return cleanAlone(StoreCleaner::remove);
    }

    /** @param work what is done with files that nothing needs; gives the bytes that they hold alone */
    private Cleaned cleanAlone(ToLongFunction<List<Path>> work) {
        List<Path> unreadable = new ArrayList<>();
        Set<Digest> roots = rootsOf(unreadable);
        Map<Digest, Path> blobs = new TreeMap<>();
        for (Path file : files(folders.blobs())) {
            Digest.tryParse("sha256:" + file.getFileName()).ifPresent(digest -> blobs.put(digest, file));
        }
        Set<Digest> needed = new Reachable(blobs).from(roots);
        List<Path> unneeded = blobs.keySet().stream()
                .filter(digest -> !needed.contains(digest))
                .map(blobs::get)
                .toList();
        List<Path> temporary = files(folders.temporary());
        List<Path> notes = files(folders.notes()).stream()
                .filter(note -> Digest.tryParse("sha256:" + note.getFileName())
                        .filter(needed::contains)
                        .isEmpty())
                .toList();
        long freed = work.applyAsLong(unneeded) + work.applyAsLong(temporary) + work.applyAsLong(notes);
        return new Cleaned(unneeded.size(), temporary.size(), freed, unreadable);
    }

    private Set<Digest> rootsOf(List<Path> unreadable) {
        Set<Digest> digests = new TreeSet<>();
        for (Path view : folders(folders.views())) {
            new LayoutNames(storeRoot, view.getFileName().toString())
                    .all()
                    .values()
                    .forEach(root -> digests.add(root.digest()));
        }
        for (StoreRoots.Root root : new StoreRoots(storeRoot).all()) {
            try {
                digests.addAll(reader.digests(root.file()));
            } catch (IOException | EngineException e) {
                unreadable.add(root.file());
                digests.addAll(root.digests());
            }
        }
        return digests;
    }

    private static long remove(List<Path> files) {
        long freed = size(files);
        try {
            for (Path file : files) {
                Files.delete(file);
            }
            return freed;
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    /** Bytes of those that nothing else links to. */
    private static long size(List<Path> files) {
        long size = 0;
        try {
            for (Path file : files) {
                boolean last = (int) Files.getAttribute(file, "unix:nlink") == 1;
                size += last ? Files.size(file) : 0;
            }
            return size;
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static List<Path> files(Path folder) {
        return list(folder).stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> folders(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }
}
