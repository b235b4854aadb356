package dev.stave.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs several commands in one process, {@code --} between them, and says nothing: what one class archive is made from
 * ({@code scripts/train}).
 */
public final class Training {
    private Training() {}

    /** @param args commands as the shell would give them to {@code stave} */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Edge edge = new Edge(Environment.ofProcess(), nowhere, nowhere);
        List<String> command = new ArrayList<>();
        for (String arg : args) {
            if (arg.equals("--")) {
                Main.run(edge, command.toArray(String[]::new));
                command.clear();
            } else {
                command.add(arg);
            }
        }
        Main.run(edge, command.toArray(String[]::new));
    }
}
