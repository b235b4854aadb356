package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.OnChange;
import dev.stave.model.Platform;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Under which tag an image is released that was made. */
final class Settling {
    private final ImageSpec image;
    private final Candidate candidate;
    private final Inquiry inquiry;
    private final boolean forced;
    private final @Nullable LockEntry locked;

    Settling(ImageSpec image, Candidate candidate, World world, Inquiry inquiry) {
        this.image = image;
        this.candidate = candidate;
        this.inquiry = inquiry;
        this.forced = world.forced();
        this.locked = world.facts().lock().get(image.name());
    }

    /** Empty where something must be asked first. */
    Optional<Settlement> settlement() {
        return Chain.of(inquiry, image.name().toString(), candidate.base(), locked)
                .map(this::fromChain);
    }

    private Settlement fromChain(Chain chain) {
        boolean replace = image.onChange() == OnChange.REPLACE;
        Optional<Chain.Taken> moved = chain.moved(locked);
        if (locked != null && moved.isPresent() && !replace) {
            return new Settlement.Refusal(
                    Refusals.moved(image, locked, moved.get().digest()));
        }
        for (Chain.Taken taken : chain.taken()) {
            Optional<Settlement> same = existing(taken);
            if (same.isPresent()) {
                return same.get();
            }
        }
        if (replace) {
            return new Settlement.Write(
                    chain.base(), chain.base(), !chain.free().equals(chain.base()));
        }
        Optional<Chain.Taken> foreign = chain.foreign(locked);
        if (foreign.isPresent() && image.onChange() == OnChange.DEFAULT) {
            return new Settlement.Refusal(Refusals.foreign(image, foreign.get()));
        }
        return new Settlement.Write(chain.free(), chain.base(), false);
    }

    /** The tag where it names what counts: these bytes, these configurations, or an image made from this content. */
    private Optional<Settlement> existing(Chain.Taken taken) {
        SortedMap<Platform, Digest> configs = configs(taken);
        Answer.ReleasedImage released = taken.image();
        boolean sameBytes = taken.digest().equals(candidate.digest());
        boolean sameConfigs = !image.isMirror() && candidate.platforms().equals(configs);
        boolean sameContent = !image.isMirror()
                && !forced
                && released != null
                && candidate.fingerprint().equals(released.fingerprint());
        return sameBytes || sameConfigs || sameContent
                ? Optional.of(new Settlement.Existing(
                        taken.tag(), candidate.base(), taken.digest(), sameBytes ? candidate.platforms() : configs))
                : Optional.empty();
    }

    private SortedMap<Platform, Digest> configs(Chain.Taken taken) {
        Answer.ReleasedImage released = taken.image();
        return released != null
                ? released.platforms()
                : locked != null ? locked.platforms() : new java.util.TreeMap<>();
    }
}
