package dev.stave.model;

/** The work was interrupted by whoever runs the engine; the thread's interrupt flag is set again. Exit code 130. */
public final class CancelledException extends EngineException {
    private static final long serialVersionUID = 1L;

    /** @param what what was going on, such as {@code 'trivy' was interrupted} */
    public CancelledException(String what) {
        super(what, "");
    }
}
