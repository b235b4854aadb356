package dev.stave.registry;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A registry could not do what it was asked; the sentence says what that was, on which host, and what it answered. */
public final class RegistryException extends EngineException {
    /** There was no answer, and there may be one a little later. */
    public static final int NO_ANSWER = 0;
    /** There was no answer, or none that we take, and asking again would not change that. */
    public static final int NO_USE = -1;

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status HTTP status, or {@link #NO_ANSWER} or {@link #NO_USE}
     * @param code   the registry's own error code, such as {@code MANIFEST_UNKNOWN}; empty where it gave none
     */
    public RegistryException(String what, String hint, int status, String code, @Nullable Throwable cause) {
        super(what, hint, cause);
        this.status = status;
        this.code = code;
    }

    /** What will be the same however often it is asked. */
    public static RegistryException lasting(String what, String hint) {
        return new RegistryException(what, hint, NO_USE, "", null);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether the same request may succeed a little later. */
    public boolean isTemporary() {
        return status == NO_ANSWER || status == 408 || status == 425 || status == 429 || status >= 500;
    }

    /** Whether credentials are missing or wrong. */
    public boolean isDenied() {
        return status == 401 || status == 403;
    }
}
