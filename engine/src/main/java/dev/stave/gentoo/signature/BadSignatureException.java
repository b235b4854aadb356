package dev.stave.gentoo.signature;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A signature does not count, or there is none; the sentence says why, and goes on from "X: ". */
public final class BadSignatureException extends EngineException {
    private static final long serialVersionUID = 1L;

    BadSignatureException(String why, String hint) {
        this(why, hint, null);
    }

    BadSignatureException(String why, String hint, @Nullable Throwable cause) {
        super(why, hint, cause);
    }
}
