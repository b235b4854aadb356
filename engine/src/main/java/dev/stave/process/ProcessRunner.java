package dev.stave.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Runs programs to their end. Both pipes are always drained. Interrupting the calling thread, or the command's timeout,
 * kills the program with all its descendants; the interrupt flag is restored. A program that cannot be started is a
 * {@link dev.stave.model.HostException}; an exit code other than 0 is a result, not an exception.
 */
public interface ProcessRunner {
    /** Collects stdout and stderr (each up to 8 MiB, the oldest bytes are dropped beyond); stdin is empty. */
    ProcessResult run(Command command);

    /** Hands each line of stdout and stderr over as it comes; the result's texts hold only the last 64 KiB. */
    ProcessResult run(Command command, Consumer<String> lines);

    /** Feeds stdin by {@code input} and hands stdout over as bytes to {@code output}; stderr is collected. */
    ProcessResult stream(Command command, Feed input, Drain output);

    /**
     * Runs a program at this process' own stdin, stdout and stderr, its terminal where there is one, and returns its exit
     * code. The command's timeout and masks do not apply: nothing comes between.
     */
    int interact(Command command);

    /** Whether stdin of this process is a terminal. */
    boolean hasTerminal();

    /** Writes a program's stdin; closing the stream is the runner's. */
    @FunctionalInterface
    interface Feed {
        Feed NOTHING = out -> {};

        void write(OutputStream out) throws IOException;
    }

    /** Reads a program's stdout; what it leaves is read and dropped. */
    @FunctionalInterface
    interface Drain {
        void read(InputStream in) throws IOException;
    }
}
