package dev.stave.cli;

import dev.stave.model.ImageName;
import dev.stave.plan.Inputs;
import dev.stave.plan.Mode;
import dev.stave.report.PinReport;
import dev.stave.run.BuilderUpdate;
import dev.stave.run.PinUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stave update}: the one command that lets pins move. */
@Command(
        name = "update",
        description =
                "Ask anew what FROM lines, mirrored references, what builders start from and what hooks fetched stand for, and pin"
                        + " that.",
        mixinStandardHelpOptions = true)
final class UpdateCommand implements Callable<Integer> {
    private final Edge edge;

    @Mixin
    StackOptions stack = new StackOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Parameters(paramLabel = "IMAGE", description = "which images' pins may move (default: all)")
    List<String> images = new ArrayList<>();

    @Option(names = "--plan", description = "say what would move; write nothing")
    boolean plan;

    UpdateCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        Console console = edge.console(stack.stackTraces);
        try (Session session =
                plan ? Session.forPlanning(edge, stack, Mode.BUILD) : Session.open(edge, stack, run, Mode.BUILD)) {
            PinUpdate update = new PinUpdate(session.answers(), session.hookPins(), session.ledger(), !plan);
            var inputs = session.inputs();
            var selected = session.selected(stack.selection(images), inputs);
            List<PinUpdate.Moved> moved = new ArrayList<>(new BuilderUpdate(
                            session.answers(), session.ledger(), session.inventory(), stack.allowOlder, !plan)
                    .update(selected.stream().map(session.inventory()::image).toList()));
            for (ImageName image : selected) {
                moved.addAll(update.update(session.inventory().image(image), inputs.getOrDefault(image, Inputs.NONE)));
            }
            PinReport report = new PinReport(session.inventory(), moved);
            console.result(stack.json ? report.json() : report.text());
            return ExitCode.DONE;
        }
    }
}
