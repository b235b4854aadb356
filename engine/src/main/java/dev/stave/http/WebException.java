package dev.stave.http;

import dev.stave.model.EngineException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server did not send what it was asked for; the sentence says which server, what, and why. */
public final class WebException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;
    private final Duration asked;

    WebException(String what, String hint, boolean temporary, @Nullable Throwable cause) {
        super(what, hint, cause);
        this.temporary = temporary;
        this.asked = Duration.ZERO;
    }

    private WebException(WebException same, Duration asked) {
        super(same.what(), same.hint(), same.getCause());
        this.temporary = same.temporary;
        this.asked = asked;
    }

    /** The same, where the server says how long to wait. */
    WebException after(Duration newAsked) {
        return new WebException(this, newAsked);
    }

    /** How long the server asks us to wait. */
    Duration asked() {
        return asked;
    }

    /** Whether the same request may succeed a little later. */
    boolean isTemporary() {
        return temporary;
    }
}
