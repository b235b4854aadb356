package dev.stave.http;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A server did not send what it was asked for; the sentence says which server, what, and why. */
public final class WebException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    WebException(String what, String hint, boolean temporary, @Nullable Throwable cause) {
        super(what, hint, cause);
        this.temporary = temporary;
    }

    /** Whether the same request may succeed a little later. */
    boolean isTemporary() {
        return temporary;
    }
}
