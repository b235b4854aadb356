package dev.stave.cli;

import dev.stave.model.ImageSpec;
import dev.stave.plan.Mode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code stave shell}: the build container of an image, to look and try. */
final class ShellCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    RunOptions run = new RunOptions();

    @Nullable
    String phase;

    String image = "";

    List<String> command = new ArrayList<>();

    ShellCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "Open the build container of an image from Portage, as its last build left it or after a phase; a container of any other image.")
                .with(stack::describe)
                .with(run::describe)
                .text(
                        "--phase",
                        "PHASE",
                        "configureBuilder, configureRootfs, packages, finishRootfs or clean: the last one that is run",
                        word -> phase = word)
                .word("IMAGE", "name or section/name", word -> image = word)
                .words("COMMAND", "what is run in place of a shell; after -- where it has options", command::add);
    }

    @Override
    public Integer call() {
        PhaseRun.check(phase);
        return Interruption.during(() -> {
            try (Session session = Session.open(edge, stack, run, Mode.BUILD)) {
                PhaseRun build = new PhaseRun(edge, stack, session);
                ImageSpec spec = build.image(List.of(image));
                return phase == null && spec.rootfs().isEmpty()
                        ? new ImageShell(session).in(spec, command.isEmpty() ? List.of("sh") : command)
                        : build.shell(List.of(image), phase, command);
            }
        });
    }
}
