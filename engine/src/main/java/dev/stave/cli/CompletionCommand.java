package dev.stave.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stave completion}: a script for bash and zsh. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh: source <(stave completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    private final Edge edge;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.parent().commandLine();
        edge.console(false).result(AutoComplete.bash("stave", root));
        return ExitCode.DONE;
    }
}
