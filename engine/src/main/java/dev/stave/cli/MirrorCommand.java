package dev.stave.cli;

import dev.stave.plan.Mode;
import dev.stave.plan.Selection;

/** {@code stave mirror}: what build does, for mirrors alone; with {@code --push} what apply does for them. */
final class MirrorCommand extends RunningCommand {
    boolean push;

    MirrorCommand(Edge edge) {
        super(edge, Mode.BUILD);
    }

    @Override
    public Syntax syntax() {
        return syntax("Copy the mirrors of the stack into the local store, and let them pass their gates.")
                .flag("--push", "release them too", () -> push = true);
    }

    @Override
    Mode mode() {
        return push ? Mode.APPLY : super.mode();
    }

    @Override
    Selection selection(Session session) {
        return session.mirrors(super.selection(session));
    }
}
