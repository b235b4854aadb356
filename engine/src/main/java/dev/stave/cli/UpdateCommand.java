package dev.stave.cli;

import dev.stave.model.ImageName;
import dev.stave.plan.Inputs;
import dev.stave.plan.Mode;
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
        description = "Ask anew what FROM lines and mirrored references stand for, and pin that in the lock.",
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
            int moved = 0;
            for (ImageName image : session.selected(stack.selection(images), inputs)) {
                List<PinUpdate.Moved> pins =
                        update.update(session.inventory().image(image), inputs.getOrDefault(image, Inputs.NONE));
                pins.forEach(pin -> console.result(pin.image() + ": " + pin.what() + ": "
                        + (pin.before().isEmpty() ? "pinned to " : pin.before() + " -> ") + pin.after()));
                moved += pins.size();
            }
            if (moved == 0) {
                console.result("nothing moved");
            }
            return ExitCode.DONE;
        }
    }
}
