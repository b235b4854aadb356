package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** What is to be done for one image, decided. Handlers carry it out and decide nothing. */
public sealed interface Step {
    About about();

    <T> T match(Cases<T> cases);

    default ImageName image() {
        return about().image();
    }

    /** The tag that the image will have; empty where it is known after the build. */
    default Optional<String> tag() {
        return Optional.ofNullable(about().tag());
    }

    /** Whether there is nothing to do. */
    default boolean isKeep() {
        return match(Cases.of(k -> true, g -> false, r -> false, a -> false, m -> false, w -> false, r -> false));
    }

    /** Whether it happens for sure, or only if a parent turns out changed. */
    default Certainty certainty() {
        return Certainty.CERTAIN;
    }

    /** The word of the kind, as in the plan's JSON. */
    default String word() {
        return match(Cases.of(
                k -> "keep",
                g -> "regate",
                r -> "restore",
                a -> "adopt",
                m -> m.how().word(),
                w -> "await",
                r -> "refuse"));
    }

    enum Certainty {
        CERTAIN,
        IF_CHANGED;

        /** As in the plan's JSON. */
        public String word() {
            return this == CERTAIN ? "certain" : "ifChanged";
        }
    }

    /** Tag, digest and gates are as they should be. */
    record Keep(About about, Basis basis, Digest digest) implements Step {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.keep().apply(this);
        }
    }

    /** The gate changed: the released image must pass it again; nothing is built or written but the lock. */
    record Regate(About about, Basis basis, Digest digest) implements Step {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.regate().apply(this);
        }
    }

    /**
     * The tag is put to a known image, which is in the registry or the store; its gates are run first where the gate
     * changed since.
     *
     * @param base  the tag of its version, of which the tag may be a revision
     * @param gated whether the image already passed the gate as it is now
     */
    record Restore(
            About about, Basis basis, Digest digest, SortedMap<Platform, Digest> platforms, String base, boolean gated)
            implements Step {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.restore().apply(this);
        }
    }

    /**
     * The tag already names the wanted image: it must pass the gates, then it is written to the lock.
     *
     * @param base the tag of its version, of which the tag may be a revision
     */
    record Adopt(About about, Basis basis, Digest digest, SortedMap<Platform, Digest> platforms, String base)
            implements Step {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.adopt().apply(this);
        }
    }

    /** The image is built or copied, passes its gates, and {@link Planner#settle} then says under which tag. */
    record Make(About about, Basis basis, How how) implements Step {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.make().apply(this);
        }
    }

    /** How an image comes into the store. */
    enum How {
        BUILD,
        COPY,
        /** It is there already, from an earlier {@code build}. */
        PUBLISH;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * {@link Planner#decide} says what to do once the parents ended.
     *
     * @param parents those that must end first
     */
    record Await(About about, List<ImageName> parents, Certainty certainty) implements Step {
        public Await {
            parents = List.copyOf(parents);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.await().apply(this);
        }
    }

    /**
     * Nothing may be done for the image.
     *
     * @param message what stands against it, in a sentence that names the image
     * @param hint    what to do about it
     */
    record Refuse(About about, Cause cause, String message, String hint) implements Step {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.refuse().apply(this);
        }
    }

    /** Why an image is refused. */
    enum Cause {
        /** Its tag was moved by someone else. */
        MOVED,
        /** Its tag was made by another tool. */
        FOREIGN,
        /** The lock would have to change, and may not. The run then ends with exit code 2. */
        LOCKED,
        /** An image that it needs is not there. */
        PARENT,
        /** An image that it needs is refused; decides nothing about the exit code. */
        BLOCKED,
        /** Something that must be known could not be found out. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** One function for each kind of step. */
    record Cases<T>(
            Function<Keep, T> keep,
            Function<Regate, T> regate,
            Function<Restore, T> restore,
            Function<Adopt, T> adopt,
            Function<Make, T> make,
            Function<Await, T> await,
            Function<Refuse, T> refuse) {
        /** The functions in the order of the kinds. */
        public static <T> Cases<T> of(
                Function<Keep, T> keep,
                Function<Regate, T> regate,
                Function<Restore, T> restore,
                Function<Adopt, T> adopt,
                Function<Make, T> make,
                Function<Await, T> await,
                Function<Refuse, T> refuse) {
            return new Cases<>(keep, regate, restore, adopt, make, await, refuse);
        }
    }
}
