package dev.stave.cli;

import java.io.PrintStream;

/**
 * Where the command meets the outside.
 *
 * @param out results only
 * @param err narration and errors
 */
record Edge(Environment environment, PrintStream out, PrintStream err) {
    Console console(boolean stackTraces) {
        return new Console(out, err, stackTraces);
    }
}
