package dev.stave.model;

import org.jspecify.annotations.Nullable;

/**
 * The one unchecked base of everything that can go wrong for a reason a person can act on. The message says what failed
 * and why, in one sentence; the hint says what to do next. Anything else that is thrown is a bug of ours.
 */
public class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** @param hint what to do next, or an empty text where the sentence already says it */
    public EngineException(String what, String hint) {
        this(what, hint, null);
    }

    public EngineException(String what, String hint, @Nullable Throwable cause) {
        super(what, cause);
        this.hint = hint;
    }

    /** The sentence that says what failed and why. */
    public String what() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }
}
