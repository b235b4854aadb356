package dev.stave.build.dockerfile;

import dev.stave.model.ImageName;
import java.util.function.Function;

/** An image that a Dockerfile names, and where. Nothing but {@link #match} branches on the kind. */
sealed interface Reference {
    Span span();

    <T> T match(Function<Outside, T> outside, Function<OfStack, T> ofStack, Function<Parent, T> parent);

    /**
     * An image of a registry.
     *
     * @param text with its variables replaced; what the lock pins it by
     */
    record Outside(Span span, String text) implements Reference {
        @Override
        public <T> T match(Function<Outside, T> outside, Function<OfStack, T> ofStack, Function<Parent, T> parent) {
            return outside.apply(this);
        }
    }

    /** An image of the stack, named by its identity, its short name or its reference at the destination. */
    record OfStack(Span span, ImageName name) implements Reference {
        @Override
        public <T> T match(Function<Outside, T> outside, Function<OfStack, T> ofStack, Function<Parent, T> parent) {
            return ofStack.apply(this);
        }
    }

    /** {@code ${BASE}}: the image's parent, whichever that is. */
    record Parent(Span span) implements Reference {
        @Override
        public <T> T match(Function<Outside, T> outside, Function<OfStack, T> ofStack, Function<Parent, T> parent) {
            return parent.apply(this);
        }
    }
}
