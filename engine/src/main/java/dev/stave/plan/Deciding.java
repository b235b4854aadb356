package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.OnChange;
import dev.stave.model.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The list of decisions about one image, the first that matches. Empty is what must be asked first. */
final class Deciding {
    private final ImageSpec image;
    private final World world;
    private final Inquiry inquiry;
    private final Identity identity;
    private final String repository;
    private final @Nullable LockEntry locked;

    Deciding(ImageSpec image, World world, Inquiry inquiry, Identity identity) {
        this.image = image;
        this.world = world;
        this.inquiry = inquiry;
        this.identity = identity;
        this.repository = image.name().toString();
        this.locked = world.facts().lock().get(image.name());
    }

    Optional<Step> step() {
        return world.facts().mode().push() ? released() : inStore();
    }

    /** Nothing is written but the store and the lock's pins. */
    private Optional<Step> inStore() {
        return identity.own()
                .map(own ->
                        publishable(own).map(built -> inStore(built, own)).orElseGet(() -> make(null, own, List.of())));
    }

    private Step inStore(Built built, Own own) {
        return built.gate().equals(own.basis().gate())
                ? new Step.Keep(about(null, List.of()), own.basis(), built.digest())
                : new Step.Regate(
                        about(null, world.reasons().gate(image, built.gate(), own.gate())),
                        own.basis(),
                        built.digest());
    }

    private Optional<Step> released() {
        Optional<Told<String>> told = identity.version();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> version = told.get().value();
        Optional<String> base = version.flatMap(Tags::of);
        if (version.isPresent() && base.isEmpty()) {
            return Optional.of(Refusals.noTag(image, version.get()));
        }
        return identity.pins().isLocked() || base.isEmpty()
                ? identity.own().flatMap(own -> withOwn(base, own))
                : withoutLock(base.get());
    }

    /** The lock says nothing: what the tags say of their pins comes first. */
    private Optional<Step> withoutLock(String base) {
        Optional<Chain> found = Chain.of(inquiry, repository, base, null);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, String> last = new TreeMap<>();
        for (Chain.Taken taken : found.get().taken()) {
            Answer.ReleasedImage released = taken.image();
            if (released == null || released.fingerprint() == null || image.isMirror()) {
                continue;
            }
            last = identity.pins().stillWanted(released.pins());
            Optional<Own> own = world.forced() ? Optional.empty() : identity.asReleased(released);
            if (own.isPresent() && own.get().basis().fingerprint().equals(released.fingerprint())) {
                return Optional.of(adopt(taken, released, own.get(), base));
            }
        }
        boolean moving = world.facts().mode().update().contains(image.name());
        return identity.own(moving ? new TreeMap<>() : last).flatMap(own -> fromChain(found.get(), own));
    }

    private Optional<Step> withOwn(Optional<String> base, Own own) {
        if (locked != null
                && !world.forced()
                && isLocks(own)
                && base.map(locked.base()::equals).orElse(true)) {
            return held(locked, own);
        }
        Optional<String> known = base.or(() -> publishable(own).map(Built::base));
        if (known.isPresent()) {
            return Chain.of(inquiry, repository, known.get(), locked).flatMap(chain -> fromChain(chain, own));
        }
        if (locked == null || world.forced()) {
            return Optional.of(make(null, own, List.of()));
        }
        return Chain.of(inquiry, repository, locked.base(), locked)
                .flatMap(chain -> adoptable(chain, own))
                .map(adopt -> adopt.value().orElseGet(() -> make(null, own, List.of())));
    }

    private boolean isLocks(Own own) {
        return locked != null && locked.fingerprint().equals(own.basis().fingerprint());
    }

    /** (a), (b), (c): the lock has this fingerprint, and this version. */
    private Optional<Step> held(LockEntry entry, Own own) {
        Optional<Inquiry.Named> named = inquiry.head(repository, entry.tag());
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Digest now = named.get().digest();
        if (named.get().offline()) {
            inquiry.assume("tag " + entry.tag() + " names what the lock says");
        }
        if (named.get().offline() || entry.digest().equals(now)) {
            return Optional.of(
                    entry.gate().equals(own.basis().gate())
                            ? new Step.Keep(about(entry.tag(), List.of()), own.basis(), entry.digest())
                            : new Step.Regate(
                                    about(entry.tag(), world.reasons().gate(image, entry.gate(), own.gate())),
                                    own.basis(),
                                    entry.digest()));
        }
        if (now == null) {
            return putBack(
                    own,
                    new Restored(entry, entry.tag(), entry.base()),
                    "tag " + entry.tag() + " is missing from " + destination());
        }
        return image.onChange() == OnChange.REPLACE
                ? putBack(
                        own,
                        new Restored(entry, entry.tag(), entry.base()),
                        "tag " + entry.tag() + " was moved by someone else")
                : Optional.of(Refusals.moved(image, entry, now));
    }

    /** The lock's image, and the tag that it is to have. */
    private record Restored(LockEntry entry, String tag, String base) {}

    private Optional<Step> putBack(Own own, Restored restored, String why) {
        LockEntry entry = restored.entry();
        return inquiry.present(repository, entry.digest()).map(present -> {
            if (present) {
                return new Step.Restore(
                        about(restored.tag(), List.of(why)),
                        own.basis(),
                        entry.digest(),
                        entry.platforms(),
                        restored.base(),
                        entry.gate().equals(own.basis().gate()));
            }
            List<String> reasons = List.of(why, "its image is neither there nor in the store");
            return new Step.Make(about(restored.tag(), reasons), own.basis(), how(own));
        });
    }

    /** (d) and (e): what the tags of this version name decides. */
    private Optional<Step> fromChain(Chain chain, Own own) {
        boolean replace = image.onChange() == OnChange.REPLACE;
        Optional<Chain.Taken> moved = chain.moved(locked);
        if (locked != null && moved.isPresent() && !replace) {
            return Optional.of(Refusals.moved(image, locked, moved.get().digest()));
        }
        Optional<Told<Step>> adopt = world.forced() ? Optional.of(Told.nothing()) : adoptable(chain, own);
        if (adopt.isEmpty() || adopt.get().value().isPresent()) {
            return adopt.flatMap(Told::value);
        }
        Optional<Chain.Taken> foreign = chain.foreign(locked);
        if (foreign.isPresent() && image.onChange() == OnChange.DEFAULT) {
            return Optional.of(Refusals.foreign(image, foreign.get()));
        }
        String tag = replace ? chain.base() : chain.free();
        List<String> version = locked == null || locked.base().equals(chain.base())
                ? List.of()
                : List.of("version changed: " + locked.base() + " -> " + chain.base());
        if (locked != null && isLocks(own) && !world.forced()) {
            return putBack(own, new Restored(locked, tag, chain.base()), String.join("", version));
        }
        return Optional.of(make(world.forced() && locked != null ? null : tag, own, version));
    }

    /** The first tag of the version that names what is wanted. */
    private Optional<Told<Step>> adoptable(Chain chain, Own own) {
        if (chain.taken().stream().allMatch(Chain.Taken::isLocks)) {
            return Optional.of(Told.nothing());
        }
        return identity.mirrored(own).map(digest -> {
            for (Chain.Taken taken : chain.taken()) {
                Answer.ReleasedImage released = taken.image();
                if (released != null && isWanted(taken, released, own, digest.value())) {
                    return Told.of(adopt(taken, released, own, chain.base()));
                }
            }
            return Told.nothing();
        });
    }

    private boolean isWanted(Chain.Taken taken, Answer.ReleasedImage released, Own own, Optional<Digest> mirrored) {
        boolean asLocked = locked != null && isLocks(own) && taken.digest().equals(locked.digest());
        boolean asMade = !image.isMirror() && own.basis().fingerprint().equals(released.fingerprint());
        return asLocked || asMade || mirrored.map(taken.digest()::equals).orElse(false);
    }

    private Step adopt(Chain.Taken taken, Answer.ReleasedImage released, Own own, String base) {
        String why = "tag " + taken.tag()
                + (image.isMirror() ? " already names the source's image" : " already names an image of this content");
        return new Step.Adopt(
                about(taken.tag(), List.of(why)), own.basis(), taken.digest(), released.platforms(), base);
    }

    private Step make(@Nullable String tag, Own own, List<String> first) {
        world.builderPins().unsigned(image).forEach(inquiry::assume);
        List<String> reasons = new ArrayList<>(world.forced() ? List.of(Reasons.BY_FORCE) : first);
        if (!world.forced() && (first.isEmpty() || !own.reasons().contains(Reasons.SOMETHING))) {
            reasons.addAll(own.reasons());
        }
        return new Step.Make(about(tag, reasons), own.basis(), how(own));
    }

    private Step.How how(Own own) {
        return world.facts().mode().push() && publishable(own).isPresent()
                ? Step.How.PUBLISH
                : image.isMirror() ? Step.How.COPY : Step.How.BUILD;
    }

    /** What an earlier build left in the store of just this content. */
    private Optional<Built> publishable(Own own) {
        return Optional.ofNullable(world.facts().records().built(image.name()))
                .filter(b ->
                        !world.forced() && b.fingerprint().equals(own.basis().fingerprint()));
    }

    private String destination() {
        return world.inventory().destination().match(r -> "the registry", l -> "the layout " + l.folder());
    }

    private About about(@Nullable String tag, List<String> reasons) {
        return new About(image.name(), tag, reasons, inquiry.assumed());
    }
}
