package dev.stave.build;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A build failed for a reason that lies in what it was told to do. */
public final class BuildException extends EngineException {
    private static final long serialVersionUID = 1L;

    public BuildException(String what, String hint) {
        this(what, hint, null);
    }

    public BuildException(String what, String hint, @Nullable Throwable cause) {
        super(what, hint, cause);
    }
}
