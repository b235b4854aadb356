package dev.stave.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where the command meets the outside.
 *
 * @param in  standard input
 * @param out results only
 * @param err narration and errors
 */
record Edge(Environment environment, InputStream in, PrintStream out, PrintStream err) {
    Edge(Environment environment, PrintStream out, PrintStream err) {
        this(environment, InputStream.nullInputStream(), out, err);
    }

    Console console(boolean stackTraces) {
        return new Console(out, err, stackTraces);
    }
}
