package dev.stave.model;

import java.util.SortedMap;
import java.util.function.Function;

/** One builder on the way from a stage3 to an image. Nothing but {@link #match} branches on the kind. */
public sealed interface BuilderLink {
    /** Names the builder everywhere: a digest over all that it is made from. */
    Digest id();

    <T> T match(Function<Declared, T> declared, Function<LeftBehind, T> leftBehind);

    /**
     * A builder of the stack, made from a stage3 or from the one before it.
     *
     * @param pins its stage3, tree and overlays
     */
    record Declared(BuilderSpec builder, Digest id, SortedMap<String, String> pins) implements BuilderLink {
        @Override
        public <T> T match(Function<Declared, T> declared, Function<LeftBehind, T> leftBehind) {
            return declared.apply(this);
        }
    }

    /** The builder that a rootfs image leaves behind for its children. */
    record LeftBehind(ImageSpec image, Digest id) implements BuilderLink {
        @Override
        public <T> T match(Function<Declared, T> declared, Function<LeftBehind, T> leftBehind) {
            return leftBehind.apply(this);
        }
    }
}
