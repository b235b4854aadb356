package dev.stave.packages.binary;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A place where binary packages are shared cannot be used. */
public final class BinhostException extends EngineException {
    private static final long serialVersionUID = 1L;

    BinhostException(String what, String hint, @Nullable Throwable cause) {
        super(what, hint, cause);
    }
}
