package dev.stave.oci.layout;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which blobs are needed: manifests and indexes are followed from roots to all they need, and to what is about them. */
final class Reachable {
    private final Map<Digest, List<Digest>> needs = new TreeMap<>();
    private final Map<Digest, List<Digest>> referrers = new TreeMap<>();

    /** @param blobs every blob there is */
    Reachable(Map<Digest, Path> blobs) {
        blobs.forEach((digest, file) -> read(file).ifPresent(manifest -> add(digest, manifest)));
    }

    Set<Digest> from(Collection<Digest> roots) {
        Set<Digest> reached = new TreeSet<>();
        Deque<Digest> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            if (reached.add(digest)) {
                open.addAll(needs.getOrDefault(digest, List.of()));
                open.addAll(referrers.getOrDefault(digest, List.of()));
            }
        }
        return reached;
    }

    private void add(Digest digest, Manifest manifest) {
        needs.put(
                digest,
                ManifestReader.needs(manifest).stream().map(Descriptor::digest).toList());
        ManifestReader.subject(manifest).ifPresent(subject -> referrers
                .computeIfAbsent(subject.digest(), d -> new ArrayList<>())
                .add(digest));
    }

    /** The blob as the manifest or index that it is; empty for a layer, a configuration, anything else. */
    private static Optional<Manifest> read(Path file) {
        try {
            if (Files.size(file) > ManifestReader.LARGEST_BYTES || !startsLikeJson(file)) {
                return Optional.empty();
            }
            return ManifestReader.recognise(Files.readAllBytes(file));
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static boolean startsLikeJson(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int first = in.read();
            return first == '{' || Character.isWhitespace(first);
        }
    }
}
