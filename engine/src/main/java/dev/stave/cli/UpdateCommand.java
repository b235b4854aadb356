package dev.stave.cli;

import dev.stave.model.ImageName;
import dev.stave.plan.Inputs;
import dev.stave.plan.Mode;
import dev.stave.report.PinReport;
import dev.stave.run.BuilderUpdate;
import dev.stave.run.PinUpdate;
import java.util.ArrayList;
import java.util.List;

/** {@code stave update}: the one command that lets pins move. */
final class UpdateCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    RunOptions run = new RunOptions();

    List<String> images = new ArrayList<>();

    boolean plan;

    UpdateCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "Ask anew what FROM lines, mirrored references, what builders start from and what hooks fetched stand for, and pin"
                                + " that.")
                .with(stack::describe)
                .with(run::describe)
                .words("IMAGE", "which images' pins may move (default: all)", images::add)
                .flag("--plan", "say what would move; write nothing", () -> plan = true);
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
