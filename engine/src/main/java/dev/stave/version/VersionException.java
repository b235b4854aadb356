package dev.stave.version;

import dev.stave.model.EngineException;

/** The version of an image could not be told, or it contradicts what was declared. */
public final class VersionException extends EngineException {
    private static final long serialVersionUID = 1L;

    public VersionException(String what, String hint) {
        super(what, hint);
    }
}
