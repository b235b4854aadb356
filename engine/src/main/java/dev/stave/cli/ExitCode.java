package dev.stave.cli;

import dev.stave.model.EngineException;
import dev.stave.model.StackException;
import dev.stave.model.UsageException;

/** What the command ends with; one place, so that all subcommands agree. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_STACK_OR_USAGE = 2;
    static final int OUR_BUG = 5;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** For an exception that ended the whole command. */
    static int of(Throwable failure) {
        if (failure instanceof StackException || failure instanceof UsageException) {
            return WRONG_STACK_OR_USAGE;
        }
        return failure instanceof EngineException ? FAILED : OUR_BUG;
    }
}
