package dev.stave.registry;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.ImageIndex;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.ManifestWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is kept of an image for chosen platforms: of one its manifest, unchanged; of several the index with their
 * descriptors only, and the attestations that BuildKit hangs beside them.
 */
final class PlatformChoice {
    private static final String ATTESTED = "vnd.docker.reference.digest";

    private final List<Platform> wanted;
    private final Function<Descriptor, Manifest> read;

    /** @param wanted not empty */
    PlatformChoice(List<Platform> wanted, Function<Descriptor, Manifest> read) {
        this.wanted = wanted;
        this.read = read;
    }

    /** @param index the image's root, an index */
    Manifest of(Manifest index) {
        List<Descriptor> leaves = Graph.leaves(index, read);
        Set<Digest> kept = new LinkedHashSet<>();
        for (Platform platform : wanted) {
            kept.add(pick(leaves, platform).digest());
        }
        if (wanted.size() == 1) {
            Descriptor only = pick(leaves, wanted.get(0));
            return new Manifest(only.mediaType(), read.apply(only).bytes());
        }
        List<Descriptor> top = ManifestReader.index(index).manifests();
        boolean flat =
                top.stream().map(Descriptor::digest).collect(Collectors.toSet()).containsAll(kept);
        if (flat) {
            return ManifestWriter.keeping(index, d -> isKept(d, kept));
        }
        List<Descriptor> chosen = leaves.stream().filter(d -> isKept(d, kept)).toList();
        return ManifestWriter.write(
                new ImageIndex(chosen, ManifestReader.index(index).annotations()));
    }

    private static boolean isKept(Descriptor descriptor, Set<Digest> kept) {
        String attested = descriptor.annotations().getOrDefault(ATTESTED, "");
        return kept.contains(descriptor.digest())
                || Digest.tryParse(attested).map(kept::contains).orElse(false);
    }

    private static Descriptor pick(List<Descriptor> leaves, Platform platform) {
        return leaves.stream()
                .filter(d -> d.platform() != null && platform.accepts(d.platform()))
                .findFirst()
                .orElseThrow(() -> missing(platform, offered(leaves)));
    }

    static ImageException missing(Platform platform, String offered) {
        return new ImageException(
                "it has no image for " + platform + ", only for " + offered, "choose from these in 'platforms'");
    }

    private static String offered(List<Descriptor> leaves) {
        String all = leaves.stream()
                .map(Descriptor::platform)
                .filter(p -> p != null && !p.os().equals("unknown"))
                .map(String::valueOf)
                .distinct()
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none that it names" : all;
    }
}
