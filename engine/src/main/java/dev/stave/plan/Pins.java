package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageRef;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.Source;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which outside inputs of an image are pinned, and to what. Values are digests, but for versions, commits, and what a
 * builder starts from ({@link dev.stave.model.BuilderPin}).
 */
final class Pins {
    private final ImageSpec image;
    private final Facts facts;
    private final BuilderPins builders;
    private final List<String> wanted;

    Pins(ImageSpec image, World world) {
        this.image = image;
        this.facts = world.facts();
        this.builders = world.builderPins();
        List<String> ofDockerfile = facts.inputsOf(image.name()).references();
        this.wanted = image.source()
                .match(
                        r -> ofDockerfile,
                        d -> ofDockerfile,
                        s -> ofDockerfile,
                        f -> ofDockerfile,
                        (Source.Mirror m) -> List.of(m.from().text()));
    }

    /** The pin of the version that a source's {@code latest} stands for. */
    static String versionKey(String reference) {
        return reference + " version";
    }

    /** Whether the lock has a line for the image, be it of pins alone. */
    boolean isLocked() {
        return facts.lock().containsKey(image.name()) || facts.pins().containsKey(image.name());
    }

    /** What the lock has pinned and may not move. */
    SortedMap<String, String> locked() {
        ImageName name = image.name();
        if (facts.mode().update().contains(name)) {
            return new TreeMap<>();
        }
        LockEntry entry = facts.lock().get(name);
        SortedMap<String, String> locked =
                stillWanted(entry != null ? entry.pins() : facts.pins().getOrDefault(name, new TreeMap<>()));
        builders.settle(image, locked);
        return locked;
    }

    /** Without references that nobody asks for any more. */
    SortedMap<String, String> stillWanted(SortedMap<String, String> pins) {
        SortedMap<String, String> kept = new TreeMap<>(pins);
        kept.keySet().removeIf(key -> isReference(key) && !wanted.contains(key));
        builders.drop(image, kept);
        return kept;
    }

    boolean hasAll(SortedMap<String, String> pins) {
        return wanted.stream().allMatch(w -> isPinnedByItself(w) || pins.containsKey(w))
                && builders.hasAll(image, pins);
    }

    /** These pins, and what stands for all that they lack. Empty where something must be asked first. */
    Optional<SortedMap<String, String>> completed(SortedMap<String, String> pins, Inquiry inquiry) {
        SortedMap<String, String> all = new TreeMap<>(pins);
        boolean whole = builders.complete(image, all, inquiry);
        for (String reference : wanted) {
            if (all.containsKey(reference) || isPinnedByItself(reference)) {
                continue;
            }
            Optional<Told<Digest>> answer = inquiry.resolve(new Question.Resolve(reference));
            whole &= answer.isPresent();
            if (answer.isPresent() && answer.get().value().isEmpty()) {
                inquiry.assume("what " + reference + " stands for is not pinned and was not asked");
            }
            answer.flatMap(Told::value).ifPresent(digest -> all.put(reference, digest.toString()));
        }
        return whole && withVersion(all, inquiry) ? Optional.of(all) : Optional.empty();
    }

    /** Pins the version that a source's {@code latest} stands for; false where it must be asked first. */
    private boolean withVersion(SortedMap<String, String> all, Inquiry inquiry) {
        Optional<ImageRef> latest = image.version()
                .match(
                        k -> Optional.empty(),
                        l -> Optional.of(l.reference()),
                        l -> Optional.empty(),
                        c -> Optional.empty(),
                        p -> Optional.empty());
        if (latest.isEmpty() || all.containsKey(versionKey(latest.get().toString()))) {
            return true;
        }
        Optional<Told<String>> version = inquiry.version(new Question.LatestVersion(latest.get()));
        version.flatMap(Told::value)
                .ifPresent(v -> all.put(versionKey(latest.get().toString()), v));
        return version.isPresent();
    }

    /** The digest of a mirror's source; empty where it is not known. */
    Optional<Digest> source(SortedMap<String, String> pins) {
        String reference = wanted.get(0);
        return digestIn(reference)
                .or(() -> Optional.ofNullable(pins.get(reference)).flatMap(Digest::tryParse));
    }

    String sourceText() {
        return wanted.get(0);
    }

    /** Git addresses have a scheme; what else is no reference has a word before a space. */
    private static boolean isReference(String key) {
        return key.indexOf(' ') < 0 && !key.contains("://");
    }

    private static boolean isPinnedByItself(String reference) {
        return digestIn(reference).isPresent();
    }

    private static Optional<Digest> digestIn(String reference) {
        return reference.startsWith("oci:")
                ? Optional.empty()
                : ImageRef.tryParse(reference).flatMap(r -> Optional.ofNullable(r.digest()));
    }
}
