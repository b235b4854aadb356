package dev.stave.cli;

import dev.stave.model.Inventory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stave validate}: reads and checks a stack, asks nobody. */
@Command(
        name = "validate",
        description = "Check the stack file; ask no registry and run nothing that it declares.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    private final Edge edge;

    @Mixin
    StackOptions stack = new StackOptions();

    ValidateCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        Inventory inventory = Stacks.load(edge, stack);
        int images = inventory.images().size();
        edge.console(stack.stackTraces)
                .result("stack '" + inventory.stack() + "' is well-formed: " + images
                        + (images == 1 ? " image" : " images"));
        return ExitCode.DONE;
    }
}
