package dev.stave.container;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** A container engine could not do what it was asked; the sentence names the engine and quotes its answer. */
public final class ContainerException extends EngineException {
    private static final long serialVersionUID = 1L;

    public ContainerException(String what, String hint, @Nullable Throwable cause) {
        super(what, hint, cause);
    }
}
