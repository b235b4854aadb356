package dev.stave.cli;

import dev.stave.plan.Mode;
import org.jspecify.annotations.Nullable;

/** {@code stave build}: into the store, no destination asked or written. */
final class BuildCommand extends RunningCommand {
    @Nullable
    String phase;

    private final Edge edge;

    BuildCommand(Edge edge) {
        super(edge, Mode.BUILD);
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return syntax("Make, test and scan the images into the local store; touch no destination.")
                .text(
                        "--phase",
                        "PHASE",
                        "stop a build from Portage after this phase, and keep what it left for stave shell",
                        word -> phase = word);
    }

    @Override
    public Integer call() {
        String last = phase;
        if (last == null) {
            return super.call();
        }
        PhaseRun.check(last);
        return Interruption.during(() -> {
            try (Session session = Session.open(edge, stack, run, Mode.BUILD)) {
                return new PhaseRun(edge, stack, session).until(images, last);
            }
        });
    }
}
