package dev.stave.check.trivy;

import dev.stave.model.EngineException;

/** Trivy did not do what it was asked. */
final class TrivyException extends EngineException {
    private static final long serialVersionUID = 1L;

    TrivyException(String what) {
        super(what, "install Trivy anew, or set STAVE_TRIVY to another one");
    }
}
