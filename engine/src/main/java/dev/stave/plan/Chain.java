package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.LockEntry;
import dev.stave.model.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one version, as the registry has them: V, V-s1, V-s2 and so on to the first that names nothing.
 *
 * @param base  the version's own tag
 * @param taken those that name an image, in this order
 * @param free  the first that names nothing
 */
record Chain(String base, List<Taken> taken, String free) {
    /**
     * A tag that names an image.
     *
     * @param image what its manifests say; null where it names what the lock says
     */
    record Taken(String tag, Digest digest, Answer.@Nullable ReleasedImage image) {
        boolean isLocks() {
            return image == null;
        }

        boolean isAnnotated() {
            return image != null && image.fingerprint() != null;
        }
    }

    /** Empty where something must be asked first. */
    static Optional<Chain> of(Inquiry inquiry, String repository, String base, @Nullable LockEntry locked) {
        List<Taken> taken = new ArrayList<>();
        boolean ours = locked != null && locked.base().equals(base);
        boolean lockReached = !ours;
        boolean whole = true;
        for (int number = 0; ; number++) {
            String tag = Tags.revision(base, number);
            Optional<Inquiry.Named> named = inquiry.head(repository, tag);
            if (named.isEmpty()) {
                return Optional.empty();
            }
            boolean isLocks = locked != null && locked.tag().equals(tag);
            Digest digest = named.get().digest();
            if (named.get().offline() && !lockReached && locked != null) {
                inquiry.assume("tag " + tag + (isLocks ? " names what the lock says" : " is one of ours"));
                if (isLocks) {
                    taken.add(new Taken(tag, locked.digest(), null));
                }
            } else if (digest == null) {
                if (named.get().offline()) {
                    inquiry.assume("tag " + tag + " is free");
                }
                return whole ? Optional.of(new Chain(base, List.copyOf(taken), tag)) : Optional.empty();
            } else if (isLocks && locked != null && digest.equals(locked.digest())) {
                taken.add(new Taken(tag, digest, null));
            } else {
                Optional<Answer.ReleasedImage> image = inquiry.released(repository, tag, digest);
                whole &= image.isPresent();
                image.ifPresent(i -> taken.add(new Taken(tag, digest, i)));
            }
            lockReached |= isLocks;
        }
    }

    /** The tag that the lock says is ours and that names another image now. */
    Optional<Taken> moved(@Nullable LockEntry locked) {
        return locked == null
                ? Optional.empty()
                : taken.stream()
                        .filter(t -> t.tag().equals(locked.tag()) && !t.isLocks())
                        .findFirst();
    }

    /** The version's own tag where neither the lock nor an annotation says that it is ours. */
    Optional<Taken> foreign(@Nullable LockEntry locked) {
        boolean knownByLock = locked != null && locked.base().equals(base);
        return knownByLock
                ? Optional.empty()
                : taken.stream()
                        .filter(t -> t.tag().equals(base) && !t.isLocks() && !t.isAnnotated())
                        .findFirst();
    }
}
