package dev.stave.cli;

import dev.stave.model.EngineException;
import dev.stave.model.StackException;
import java.io.PrintStream;

/** The two streams of the command: results on one, narration and errors on the other. */
record Console(PrintStream out, PrintStream err, boolean stackTraces) {
    /** A result: text that programs may read. */
    void result(String text) {
        out.print(text);
        if (!text.endsWith("\n")) {
            out.println();
        }
        out.flush();
    }

    /** A line of narration. */
    void say(String line) {
        err.println(line);
    }

    /** What ended the command, as people can act on it; a stack trace only for our own bugs or on request. */
    void fail(Throwable failure) {
        if (failure instanceof StackException stack) {
            stack.problems().forEach(problem -> err.println(problem));
        } else if (failure instanceof EngineException known) {
            err.println("stave: " + known.what());
            if (!known.hint().isEmpty()) {
                err.println("  " + known.hint());
            }
        } else {
            err.println("stave: this is a bug in Stave, please report it with the lines below: " + failure);
        }
        if (stackTraces || !(failure instanceof EngineException)) {
            failure.printStackTrace(err);
        }
    }
}
