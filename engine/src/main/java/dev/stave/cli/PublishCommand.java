package dev.stave.cli;

import dev.stave.model.HostException;
import dev.stave.plan.Mode;
import dev.stave.plan.Step;
import dev.stave.run.Planned;
import java.util.List;

/** {@code stave publish}: releases what an earlier build made; what it did not make is refused, not built. */
final class PublishCommand extends RunningCommand {
    PublishCommand(Edge edge) {
        super(edge, Mode.APPLY);
    }

    @Override
    public Syntax syntax() {
        return syntax("Release what 'stave build' made and what passed; build nothing.");
    }

    @Override
    void check(Planned planned) {
        List<String> missing = planned.plan().steps().stream()
                .filter(PublishCommand::wouldMake)
                .map(step -> "image '" + step.image() + "' is not in the store as the stack declares it now")
                .toList();
        if (!missing.isEmpty()) {
            throw new HostException(String.join("\n  ", missing), "run: stave build");
        }
    }

    private static boolean wouldMake(Step step) {
        return step.match(Step.Cases.of(
                k -> false,
                g -> false,
                r -> false,
                a -> false,
                m -> m.how() != Step.How.PUBLISH,
                w -> true,
                r -> false));
    }
}
