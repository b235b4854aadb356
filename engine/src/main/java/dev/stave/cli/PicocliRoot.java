package dev.stave.cli;

import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole of {@code stave} as picocli knows it. */
final class PicocliRoot {
    private PicocliRoot() {}

    /** With the subcommand that the words name, or all where they name none. */
    static CommandLine of(Edge edge, List<String> words) {
        Root root = new Root();
        CommandSpec spec = CommandSpec.wrapWithoutInspection(root)
                .name("stave")
                .mixinStandardHelpOptions(true)
                .versionProvider(() -> new String[] {"stave " + Main.version()});
        spec.usageMessage()
                .description("Brings every container image of a deployment into one registry, from one inventory.")
                .synopsisSubcommandLabel("COMMAND");
        CommandLine line = new CommandLine(spec);
        root.line = line;
        boolean isNamed = !words.isEmpty() && Commands.NAMES.contains(words.get(0));
        for (String name : isNamed ? words.subList(0, 1) : Commands.NAMES) {
            line.addSubcommand(name, PicocliLine.of(name, Objects.requireNonNull(Commands.find(name, edge))));
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Runs the words, or says what is wrong with them; returns the exit code. */
    static int run(Edge edge, List<String> words) {
        CommandLine line = of(edge, words);
        line.setExecutionExceptionHandler((failure, command, result) -> Main.failed(edge, words, failure));
        line.setParameterExceptionHandler((failure, rest) -> {
            String name = failure.getCommandLine().getCommandSpec().qualifiedName();
            UsageException wrong =
                    new UsageException(complaint(failure), "see what it takes with: " + name + " --help");
            return Main.failed(edge, List.of(), wrong);
        });
        line.setOut(new PrintWriter(edge.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(edge.err(), true, StandardCharsets.UTF_8));
        return line.execute(words.toArray(String[]::new));
    }

    private static String complaint(ParameterException failure) {
        boolean isOfAll = failure.getCommandLine().getParent() == null;
        if (isOfAll && failure instanceof UnmatchedArgumentException wrong) {
            String word = wrong.getUnmatched().get(0);
            if (!word.startsWith("-")) {
                return "there is no command '" + word + "'" + Nearest.hint(word, Commands.NAMES);
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /** No subcommand. */
    private static final class Root implements Runnable {
        private @Nullable CommandLine line;

        @Override
        public void run() {
            throw new ParameterException(Objects.requireNonNull(line), "no command was given");
        }
    }
}
