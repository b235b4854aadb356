package dev.stave.check;

import dev.stave.model.EngineException;

/** An image was refused by a gate: a test, the scan policy, a signature. Exit code 3. */
public final class GateException extends EngineException {
    private static final long serialVersionUID = 1L;

    public GateException(String what, String hint) {
        super(what, hint);
    }
}
