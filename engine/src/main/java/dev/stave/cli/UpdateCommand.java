package dev.stave.cli;

import dev.stave.model.ImageName;
import dev.stave.plan.Inputs;
import dev.stave.plan.Mode;
import dev.stave.run.BuilderUpdate;
import dev.stave.run.PinUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stave update}: the one command that lets pins move. */
@Command(
        name = "update",
        description =
                "Ask anew what FROM lines, mirrored references and what builders start from stand for, and pin that.",
        mixinStandardHelpOptions = true)
final class UpdateCommand implements Callable<Integer> {
    private final Edge edge;

    @Mixin
    StackOptions stack = new StackOptions();

    @Mixin
    RunOptions run = new RunOptions();

    @Parameters(paramLabel = "IMAGE", description = "which images' pins may move (default: all)")
    List<String> images = new ArrayList<>();

    UpdateCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        Console console = edge.console(stack.stackTraces);
        try (Session session = Session.open(edge, stack, run, Mode.BUILD)) {
            PinUpdate update = new PinUpdate(session.answers(), session.ledger());
            var inputs = session.inputs();
            var selected = session.selected(stack.selection(images), inputs);
            int moved = tell(
                    console,
                    new BuilderUpdate(session.answers(), session.ledger(), session.inventory(), stack.allowOlder)
                            .update(selected.stream()
                                    .map(session.inventory()::image)
                                    .toList()));
            for (ImageName image : selected) {
                moved += tell(
                        console,
                        update.update(session.inventory().image(image), inputs.getOrDefault(image, Inputs.NONE)));
            }
            if (moved == 0) {
                console.result("nothing moved");
            }
            return ExitCode.DONE;
        }
    }

    private static int tell(Console console, List<PinUpdate.Moved> moved) {
        moved.forEach(pin -> console.result(
                pin.what() + ": " + (pin.before().isEmpty() ? "pinned to " : pin.before() + " -> ") + pin.after()));
        return moved.size();
    }
}
