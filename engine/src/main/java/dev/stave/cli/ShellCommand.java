package dev.stave.cli;

import dev.stave.plan.Mode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stave shell}: the build container of an image, to look and try. */
@Command(
        name = "shell",
        description = "Open the build container of an image from Portage: as its last build left it, or after a phase.",
        mixinStandardHelpOptions = true)
final class ShellCommand implements Callable<Integer> {
    private final Edge edge;

    @Mixin
    StackOptions stack = new StackOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description =
                    "configureBuilder, configureRootfs, packages, finishRootfs or clean: the last one that is run")
    @Nullable
    String phase;

    @Parameters(paramLabel = "IMAGE", arity = "1", description = "name or section/name")
    String image = "";

    ShellCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        PhaseRun.check(phase);
        return Interruption.during(() -> {
            try (Session session = Session.open(edge, stack, run, Mode.BUILD)) {
                return new PhaseRun(edge, stack, session).shell(List.of(image), phase);
            }
        });
    }
}
