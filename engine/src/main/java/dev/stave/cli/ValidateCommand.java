package dev.stave.cli;

import dev.stave.model.Inventory;

/** {@code stave validate}: reads and checks a stack, asks nobody. */
final class ValidateCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    ValidateCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Check the stack file; ask no registry and run nothing that it declares.")
                .with(stack::describe);
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
