package dev.stave.model;

import org.jspecify.annotations.Nullable;

/** Something is missing or full on this machine: an engine, a program, a right, disk space. */
public final class HostException extends EngineException {
    private static final long serialVersionUID = 1L;

    public HostException(String what, String hint) {
        super(what, hint);
    }

    public HostException(String what, String hint, @Nullable Throwable cause) {
        super(what, hint, cause);
    }
}
