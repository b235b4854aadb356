package dev.stave.cli;

import dev.stave.plan.Mode;

/** {@code stave apply}: the whole flow. */
final class ApplyCommand extends RunningCommand {
    boolean noPush;

    ApplyCommand(Edge edge) {
        super(edge, Mode.APPLY);
    }

    @Override
    public Syntax syntax() {
        return syntax("Make the destination match the stack: build, mirror, test, scan, tag, push.")
                .flag("--no-push", "the same as 'stave build': touch no destination", () -> noPush = true);
    }

    @Override
    Mode mode() {
        return noPush ? Mode.BUILD : super.mode();
    }
}
