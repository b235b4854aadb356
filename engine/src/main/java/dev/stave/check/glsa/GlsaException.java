package dev.stave.check.glsa;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** An advisory cannot be read: what it says of an image is not known. */
final class GlsaException extends EngineException {
    private static final long serialVersionUID = 1L;

    GlsaException(String what, @Nullable Throwable cause) {
        super(what, "take another tree: stave update", cause);
    }
}
