package dev.stave.packages.binary;

import dev.stave.model.Digest;
import dev.stave.packages.PackageTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The binary packages of one build: those that were there when it began, and those that it makes. Nothing of it is seen
 * by other builds before {@link BinaryPackages#admit}.
 */
public final class BuildPackages {
    private final AbiKey key;
    private final Path folder;
    private final Map<String, Object> given;
    private final List<String> dropped;
    private final Map<String, Digest> made = new TreeMap<>();
    private List<String> used = List.of();

    /** @param given the files that were there, with what the file system knows them by */
    BuildPackages(AbiKey key, Path folder, Map<String, Object> given, List<String> dropped) {
        this.key = key;
        this.folder = folder;
        this.given = Map.copyOf(given);
        this.dropped = new ArrayList<>(dropped);
    }

    public AbiKey key() {
        return key;
    }

    /** What the build sees as PKGDIR: may be written. */
    public Path folder() {
        return folder;
    }

    /**
     * To be called when the build ended well: notes what it made, by digest, so that no later change of the folder is
     * admitted; and which packages were of use.
     */
    public void seal(PackageTable installed) {
        try {
            for (String path : Links.packages(folder)) {
                Path file = folder.resolve(path);
                if (!key(file).equals(given.get(path)) && Files.size(file) > 0) {
                    made.put(path, Links.digest(file));
                }
            }
            for (String path : given.keySet()) {
                // the build did not want it, or put another one in its place
                if (made.containsKey(path) || !Files.exists(folder.resolve(path))) {
                    dropped.add(path);
                }
            }
            Set<String> names = installed.packages().stream()
                    .map(one -> one.name() + "-" + one.version())
                    .collect(Collectors.toSet());
            used = new ArrayList<>(PackagesIndex.in(folder).stanzas().stream()
                    .filter(stanza -> names.contains(stanza.getOrDefault("CPV", "")))
                    .map(stanza -> stanza.getOrDefault(PackagesIndex.PATH, ""))
                    .toList());
        } catch (IOException e) {
            throw Links.failure(e);
        }
    }

    /** Which file it is: another one of the same name has another key. */
    static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino") + ":"
                + Files.getLastModifiedTime(file).toMillis() + ":" + Files.size(file);
    }

    Map<String, Digest> made() {
        return made;
    }

    List<String> used() {
        return used;
    }

    List<String> dropped() {
        return dropped;
    }
}
