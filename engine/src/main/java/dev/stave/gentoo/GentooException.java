package dev.stave.gentoo;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A builder's stage3, tree or overlay could not be found, fetched or verified. */
public final class GentooException extends EngineException {
    private static final long serialVersionUID = 1L;

    public GentooException(String what, String hint) {
        super(what, hint, null);
    }

    public GentooException(String what, String hint, @Nullable Throwable cause) {
        super(what, hint, cause);
    }
}
