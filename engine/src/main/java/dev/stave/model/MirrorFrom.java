package dev.stave.model;

import java.util.function.Function;

/** Where a mirrored image comes from. */
public sealed interface MirrorFrom {
    <T> T match(Function<InRegistry, T> inRegistry, Function<InLayout, T> inLayout);

    /** How the stack file writes it, with the tag that was decided: the key of its pin. */
    default String text() {
        return match(r -> r.reference().toString(), l -> "oci:" + l.folder() + ":" + l.name());
    }

    /** @param reference with a tag or a digest, or both */
    record InRegistry(ImageRef reference) implements MirrorFrom {
        @Override
        public <T> T match(Function<InRegistry, T> inRegistry, Function<InLayout, T> inLayout) {
            return inRegistry.apply(this);
        }
    }

    /**
     * @param folder an OCI image layout, relative to the stack file
     * @param name   the value of {@code org.opencontainers.image.ref.name} in its index.json
     */
    record InLayout(String folder, String name) implements MirrorFrom {
        @Override
        public <T> T match(Function<InRegistry, T> inRegistry, Function<InLayout, T> inLayout) {
            return inLayout.apply(this);
        }
    }
}
