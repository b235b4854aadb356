package dev.stave.cli;

import dev.stave.model.UsageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The {@code stave} command. */
@Command(
        name = "stave",
        description = "Brings every container image of a deployment into one registry, from one inventory.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandSpec spec = CommandSpec.create();

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
        CommandLine command = new CommandLine(new Main());
        Commands commands = new Commands(edge);
        commands.addTo(command, args);
        command.setExecutionExceptionHandler((failure, line, result) -> {
            edge.console(List.of(args).contains("--stacktrace")).fail(failure);
            return ExitCode.of(failure);
        });
        command.setParameterExceptionHandler((failure, rest) -> usage(edge, commands, failure));
        command.setOut(new java.io.PrintWriter(edge.out(), true, StandardCharsets.UTF_8));
        command.setErr(new java.io.PrintWriter(edge.err(), true, StandardCharsets.UTF_8));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        return command.execute(args);
    }

    private static int usage(Edge edge, Commands commands, ParameterException failure) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        edge.console(false)
                .fail(new UsageException(commands.complaint(failure), "see what it takes with: " + name + " --help"));
        return ExitCode.WRONG_STACK_OR_USAGE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** The version of this engine, from its jar. */
    static final class Version implements CommandLine.IVersionProvider {
        static String text() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "0.0.0" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"stave " + text()};
        }
    }
}
