package dev.stave.packages.binary;

import dev.stave.model.Digest;
import dev.stave.packages.Atom;
import dev.stave.packages.PortagePackage;
import dev.stave.state.KernelLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The binary packages of this host, a folder for each {@link AbiKey}, laid out as Portage's PKGDIR with its index. Builds
 * work on their own view of it; what they made comes in once their image passed. Safe for many threads and processes.
 */
public final class BinaryPackages {
    /** What folders are called that hold packages for a while. */
    static final String ON_ITS_WAY = ".push-";

    private static final String LOCK = ".lock";

    private final Path root;
    private final InstantSource clock;

    /** @param root {@code STAVE_HOME/packages} */
    public BinaryPackages(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /** Where the packages of a key are. */
    public Path folder(AbiKey key) {
        return root.resolve(key.name());
    }

    /**
     * All packages of the key but those that an atom means, in a folder of the build's own; best in the same file system.
     *
     * @param folder  made where it is not there
     * @param dropped what the build must make anew, and what its own packages replace
     */
    public BuildPackages view(AbiKey key, Path folder, List<Atom> dropped) {
        Map<String, Object> given = new TreeMap<>();
        List<String> left = new ArrayList<>();
        alone(key, store -> {
            PackagesIndex index = PackagesIndex.in(store);
            for (String path : Links.packages(store)) {
                if (index.at(path)
                        .map(BinaryPackages::described)
                        .filter(one -> isMeant(one, dropped))
                        .isPresent()) {
                    left.add(path);
                    continue;
                }
                Links.link(store.resolve(path), folder.resolve(path));
                given.put(path, BuildPackages.key(folder.resolve(path)));
            }
            Files.createDirectories(folder);
            if (!given.isEmpty()) {
                index.of(given.keySet()).write(folder);
            }
            return given;
        });
        return new BuildPackages(key, folder, given, left);
    }

    /** A view of nothing: the build makes all of its packages from source. */
    public BuildPackages emptyView(AbiKey key, Path folder) {
        try {
            Files.createDirectories(folder);
            return new BuildPackages(key, folder, Map.of(), List.of());
        } catch (IOException e) {
            throw Links.failure(e);
        }
    }

    private static boolean isMeant(PortagePackage one, List<Atom> atoms) {
        return atoms.stream().anyMatch(atom -> atom.matches(one));
    }

    private static PortagePackage described(Map<String, String> stanza) {
        String cpv = stanza.getOrDefault("CPV", "");
        Atom exact = Atom.tryParse("=" + cpv).orElse(null);
        return new PortagePackage(
                exact == null ? cpv : exact.name(),
                exact == null || exact.version() == null ? "" : exact.version().text(),
                stanza.getOrDefault("SLOT", "0"),
                stanza.getOrDefault("REPO", ""),
                List.of(),
                "",
                false);
    }

    /**
     * What came in.
     *
     * @param paths of the new files, relative to the folder of the key
     * @param bytes of them
     */
    public record Admitted(AbiKey key, List<String> paths, long bytes) {}

    /**
     * Takes over what the build made. A package that is there already, built the same way by another build, stays; one
     * built otherwise is kept beside it. The index is consistent whenever the lock is free.
     */
    public Admitted admit(BuildPackages build) {
        return alone(build.key(), store -> {
            PackagesIndex theirs = PackagesIndex.in(build.folder());
            PackagesIndex index = PackagesIndex.in(store).of(Links.packages(store));
            Arrival arrival = new Arrival(store, index, build.dropped());
            for (Map.Entry<String, Digest> made : build.made().entrySet()) {
                Path file = build.folder().resolve(made.getKey());
                if (Files.isRegularFile(file) && Links.digest(file).equals(made.getValue())) {
                    arrival.take(file, made.getKey(), theirs.at(made.getKey()).orElse(Map.of()));
                }
            }
            PackagesIndex after = arrival.index(theirs.header());
            after.write(store);
            List<String> used = new ArrayList<>(build.used());
            used.addAll(arrival.paths());
            Uses.in(store)
                    .now(used, clock.instant())
                    .only(Links.packages(store))
                    .write(store);
            return new Admitted(build.key(), arrival.paths(), arrival.bytes());
        });
    }

    /** Keys that have packages here, as folders. */
    List<Path> folders() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var all = Files.list(root)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    /** Something that is done with a key's folder. */
    @FunctionalInterface
    interface Work<T> {
        T in(Path store) throws IOException;
    }

    private <T> T alone(AbiKey key, Work<T> work) {
        return alone(folder(key), work);
    }

    static <T> T alone(Path store, Work<T> work) {
        List<T> result = new ArrayList<>();
        try {
            Files.createDirectories(store);
            KernelLock.holding(store.resolve(LOCK), () -> {
                try {
                    result.add(work.in(store));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return result.get(0);
        } catch (UncheckedIOException e) {
            throw Links.failure(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw Links.failure(e);
        }
    }
}
