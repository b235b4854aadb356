package dev.stave.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The {@code stave} command. */
public final class Main {
    private Main() {}

    /** @param args as the shell gave them */
    public static void main(String[] args) {
        // whatever a stack prints goes to stderr: stdout is for results alone
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        System.setOut(err);
        System.setErr(err);
        Edge edge = new Edge(Environment.ofProcess(), System.in, out, err);
        int code;
        try {
            code = run(edge, args);
        } catch (Error broken) { // picocli lets these through
            edge.console(true).fail(broken);
            code = ExitCode.OUR_BUG;
        }
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Runs one command and returns its exit code. */
    static int run(Edge edge, String... args) {
        List<String> words = List.of(args);
        try {
            Subcommand command = words.isEmpty() ? null : Commands.find(words.get(0), edge);
            if (command != null && WordReader.read(command.syntax(), words.subList(1, words.size()))) {
                return command.call();
            }
        } catch (RuntimeException failure) {
            return failed(edge, words, failure);
        }
        return PicocliRoot.run(edge, words);
    }

    /** Tells what ended the command; returns the exit code for it. */
    static int failed(Edge edge, List<String> words, Exception failure) {
        edge.console(words.contains("--stacktrace")).fail(failure);
        return ExitCode.of(failure);
    }

    /** The version of this engine, from its jar. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "0.0.0" : version;
    }
}
