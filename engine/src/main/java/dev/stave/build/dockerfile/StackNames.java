package dev.stave.build.dockerfile;

import dev.stave.model.Destination;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageRef;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.VersionRule;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which words of a Dockerfile mean an image of the stack: its identity, its short name where only one has it, or its
 * reference at the destination, without a tag or with the version that the stack declares.
 *
 * @param prefix   of references at the destination; empty for a local layout
 * @param versions by identity; empty where the version is known only after the build
 */
record StackNames(String prefix, SortedMap<ImageName, Optional<String>> versions) {
    static StackNames of(Inventory inventory) {
        SortedMap<ImageName, Optional<String>> versions = new TreeMap<>();
        inventory.images().forEach((name, spec) -> versions.put(name, version(spec)));
        return new StackNames(inventory.destination().match(Destination.InRegistry::prefix, layout -> ""), versions);
    }

    private static Optional<String> version(ImageSpec spec) {
        return spec.version()
                .match(
                        (VersionRule.Known known) -> Optional.of(known.version()),
                        latest -> Optional.empty(),
                        label -> Optional.empty(),
                        command -> Optional.empty(),
                        packages -> Optional.empty());
    }

    Optional<ImageName> find(String text) {
        List<ImageName> named = candidates(text);
        return named.size() == 1 ? Optional.of(named.get(0)) : atDestination(text);
    }

    /** The images that this identity or short name may mean. */
    List<ImageName> candidates(String text) {
        ImageName identity = ImageName.parse(text);
        if (versions.containsKey(identity)) {
            return List.of(identity);
        }
        return versions.keySet().stream()
                .filter(name -> name.name().equals(text))
                .toList();
    }

    private Optional<ImageName> atDestination(String text) {
        Optional<ImageRef> reference = prefix.isEmpty() ? Optional.empty() : ImageRef.tryParse(text);
        if (reference.isEmpty() || !reference.get().name().startsWith(prefix + "/")) {
            return Optional.empty();
        }
        Digest digest = reference.get().digest();
        String tag = reference.get().tag();
        return Optional.of(ImageName.parse(reference.get().name().substring(prefix.length() + 1)))
                .filter(name -> versions.containsKey(name) && digest == null)
                .filter(name -> tag == null
                        || versions.getOrDefault(name, Optional.empty())
                                .filter(tag::equals)
                                .isPresent());
    }
}
