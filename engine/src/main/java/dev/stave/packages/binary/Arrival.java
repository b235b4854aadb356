package dev.stave.packages.binary;

import dev.stave.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files on their way into a folder of binary packages whose lock is held. */
final class Arrival {
    private final Path store;
    private final List<String> replaced;
    private final List<String> paths = new ArrayList<>();
    private PackagesIndex index;
    private long bytes;

    /** @param replaced files that the build was told to make anew */
    Arrival(Path store, PackagesIndex index, List<String> replaced) throws IOException {
        this.store = store;
        this.index = index;
        this.replaced = new ArrayList<>(replaced);
    }

    void take(Path file, String path, Map<String, String> stanza) throws IOException {
        drop(stanza);
        if (!stanza.isEmpty() && index.stanzas().stream().anyMatch(known -> isSame(known, stanza))) {
            return;
        }
        String free = free(path, Links.digest(file));
        if (free.isEmpty()) {
            return;
        }
        Path target = store.resolve(free);
        Path draft = target.resolveSibling("." + target.getFileName() + ".part");
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(draft);
        Links.link(file, draft);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!stanza.isEmpty()) {
            index = index.with(new PackagesIndex(index.header(), List.of(PackagesIndex.movedTo(free, stanza))));
        }
        paths.add(free);
        bytes += Files.size(target);
    }

    /** What was to be made anew goes once the new one is here. */
    private void drop(Map<String, String> stanza) throws IOException {
        for (String old : List.copyOf(replaced)) {
            boolean same = index.at(old)
                    .filter(known -> known.getOrDefault("CPV", "").equals(stanza.get("CPV")))
                    .isPresent();
            if (same) {
                Files.deleteIfExists(store.resolve(old));
                replaced.remove(old);
                index = index.of(Links.packages(store));
            }
        }
    }

    private static boolean isSame(Map<String, String> known, Map<String, String> stanza) {
        return PackagesIndex.identity(known).equals(PackagesIndex.identity(stanza));
    }

    /** The path, or the next one that is free; empty where these very bytes are there already. */
    private String free(String path, Digest digest) throws IOException {
        List<String> taken = new ArrayList<>();
        String free = FreePath.of(path, candidate -> Files.exists(store.resolve(candidate)) && taken.add(candidate));
        for (String other : taken) {
            if (Links.digest(store.resolve(other)).equals(digest)) {
                return "";
            }
        }
        return free;
    }

    PackagesIndex index(Map<String, String> header) {
        return index.with(new PackagesIndex(header, List.of()));
    }

    List<String> paths() {
        return List.copyOf(paths);
    }

    long bytes() {
        return bytes;
    }
}
