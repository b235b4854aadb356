package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a decision looks at.
 *
 * @param configs config digests of each image that another is made on
 * @param forced  whether selected images are made again though nothing changed
 */
record World(
        Inventory inventory,
        Facts facts,
        Fingerprints fingerprints,
        BuilderPins builderPins,
        Function<ImageName, SortedMap<Platform, Digest>> configs,
        boolean forced) {
    Reasons reasons() {
        return new Reasons(facts, fingerprints);
    }

    World with(Function<ImageName, SortedMap<Platform, Digest>> others) {
        return new World(inventory, facts, fingerprints, builderPins, others, forced);
    }

    /** Those of the image, else those that the lock has pinned, else this host's. All there are for a mirror. */
    List<Platform> platforms(ImageSpec image) {
        if (!image.platforms().isEmpty() || image.isMirror()) {
            return image.platforms().stream().sorted().toList();
        }
        LockEntry locked = facts.lock().get(image.name());
        return locked == null || locked.platforms().isEmpty()
                ? List.of(facts.host())
                : List.copyOf(locked.platforms().keySet());
    }

    Content content(ImageSpec image, SortedMap<String, String> pins, List<Platform> platforms) {
        return image.isMirror()
                ? Fingerprints.mirrored(
                        image,
                        new Pins(image, this).source(pins).map(Digest::toString).orElse(""))
                : fingerprints.built(image, pins, platforms, configs);
    }

    /** Which images must exist first, those that only its Dockerfile names included. */
    static List<ImageName> needs(ImageSpec image, Inventory inventory, Facts facts) {
        LinkedHashSet<ImageName> all = new LinkedHashSet<>(image.needs());
        facts.inputsOf(image.name()).images().stream()
                .filter(i -> inventory.images().containsKey(i))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** What was known of an image before the run, where it ended in it what is known since. */
    SortedMap<Platform, Digest> configsOutside(ImageName name) {
        Made made = facts.made().get(name);
        if (made != null) {
            return made.platforms();
        }
        if (facts.mode().push()) {
            LockEntry locked = facts.lock().get(name);
            return locked == null ? new TreeMap<>() : locked.platforms();
        }
        Built built = facts.records().built(name);
        return built == null ? new TreeMap<>() : built.platforms();
    }
}
