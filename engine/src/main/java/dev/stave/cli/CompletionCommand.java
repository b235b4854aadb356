package dev.stave.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code stave completion}: a script for bash and zsh. */
final class CompletionCommand implements Subcommand {
    private final Edge edge;

    CompletionCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Print a completion script for bash and zsh: source <(stave completion)");
    }

    @Override
    public Integer call() {
        CommandLine root = PicocliRoot.of(edge, List.of());
        edge.console(false).result(AutoComplete.bash("stave", root));
        return ExitCode.DONE;
    }
}
