package dev.stave.cli;

import dev.stave.plan.Mode;
import dev.stave.plan.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stave mirror}: what build does, for mirrors alone; with {@code --push} what apply does for them. */
@Command(
        name = "mirror",
        description = "Copy the mirrors of the stack into the local store, and let them pass their gates.",
        mixinStandardHelpOptions = true)
final class MirrorCommand extends RunningCommand {
    @Option(names = "--push", description = "release them too")
    boolean push;

    MirrorCommand(Edge edge) {
        super(edge, Mode.BUILD);
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
