package dev.stave.packages;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A list of packages cannot be read. */
public final class PackageListException extends EngineException {
    private static final long serialVersionUID = 1L;

    PackageListException(String what, String hint, @Nullable Throwable cause) {
        super(what, hint, cause);
    }
}
