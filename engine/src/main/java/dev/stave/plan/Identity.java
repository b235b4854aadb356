package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.ImageRef;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one image is made of, and what it was made of before. Empty is what must be asked first. */
final class Identity {
    private final ImageSpec image;
    private final World world;
    private final Inquiry inquiry;
    private final Pins pins;
    private @Nullable Content last;
    private SortedMap<String, String> lastPins = new TreeMap<>();
    private List<Platform> lastPlatforms = List.of();

    Identity(ImageSpec image, World world, Inquiry inquiry) {
        this.image = image;
        this.world = world;
        this.inquiry = inquiry;
        this.pins = new Pins(image, world);
    }

    Pins pins() {
        return pins;
    }

    /** With what the lock has pinned. */
    Optional<Own> own() {
        return own(pins.locked());
    }

    /** With these pins, and what stands for all that they lack. */
    Optional<Own> own(SortedMap<String, String> known) {
        return pins.completed(known, inquiry).map(all -> own(all, world.platforms(image)));
    }

    /** With the pins of an image that was released, where they are all that it takes. */
    Optional<Own> asReleased(Answer.ReleasedImage released) {
        SortedMap<String, String> all = pins.stillWanted(released.pins());
        List<Platform> platforms = image.platforms().isEmpty()
                        && !image.isMirror()
                        && !released.platforms().isEmpty()
                ? List.copyOf(released.platforms().keySet())
                : world.platforms(image);
        return pins.hasAll(all) ? Optional.of(own(all, platforms)) : Optional.empty();
    }

    private Own own(SortedMap<String, String> all, List<Platform> platforms) {
        Content content = content(all, platforms);
        Content gate = world.fingerprints().gate(image);
        Basis basis = new Basis(content.fingerprint(), gate.fingerprint(), all, platforms);
        return new Own(basis, gate, () -> world.reasons().content(image, content, all, world.configs()));
    }

    /** The content fingerprint that it had; null where it never was. */
    @Nullable
    Fingerprint before() {
        if (world.facts().mode().push()) {
            LockEntry locked = world.facts().lock().get(image.name());
            return locked == null ? null : locked.fingerprint();
        }
        Built built = world.facts().records().built(image.name());
        return built == null ? null : built.fingerprint();
    }

    /** Whether it is made of the same as before, as far as that is known without asking. */
    boolean isAsBefore() {
        SortedMap<String, String> known = pins.locked();
        return pins.hasAll(known)
                && content(known, world.platforms(image)).fingerprint().equals(before());
    }

    private Content content(SortedMap<String, String> all, List<Platform> platforms) {
        if (last == null || !all.equals(lastPins) || !platforms.equals(lastPlatforms)) {
            last = world.content(image, all, platforms);
            lastPins = all;
            lastPlatforms = platforms;
        }
        return last;
    }

    /** Nothing: known after the build. */
    Optional<Told<String>> version() {
        return image.version()
                .match(
                        k -> Optional.of(Told.of(k.version())),
                        l -> latest(l.reference()),
                        l -> Optional.of(Told.nothing()),
                        c -> Optional.of(Told.nothing()),
                        p -> Optional.of(Told.nothing()));
    }

    private Optional<Told<String>> latest(ImageRef reference) {
        String pinned = pins.locked().get(Pins.versionKey(reference.toString()));
        return pinned != null ? Optional.of(Told.of(pinned)) : inquiry.version(new Question.LatestVersion(reference));
    }

    /** The digest that a mirror will have; of a choice of platforms only the source's index can say. */
    Optional<Told<Digest>> mirrored(Own own) {
        Optional<Digest> source = image.isMirror() ? pins.source(own.basis().pins()) : Optional.empty();
        return source.isEmpty() || image.platforms().isEmpty()
                ? Optional.of(new Told<>(source))
                : inquiry.resolve(new Question.Selected(pins.sourceText(), source.get(), image.platforms()));
    }
}
