package dev.stave.model;

/** The command line, a request or a setting outside the stack is wrong. Exit code 2. */
public final class UsageException extends EngineException {
    private static final long serialVersionUID = 1L;

    public UsageException(String what, String hint) {
        super(what, hint);
    }
}
