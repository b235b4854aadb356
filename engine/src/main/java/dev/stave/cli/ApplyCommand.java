package dev.stave.cli;

import dev.stave.plan.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stave apply}: the whole flow. */
@Command(
        name = "apply",
        description = "Make the destination match the stack: build, mirror, test, scan, tag, push.",
        mixinStandardHelpOptions = true)
final class ApplyCommand extends RunningCommand {
    @Option(names = "--no-push", description = "the same as 'stave build': touch no destination")
    boolean noPush;

    ApplyCommand(Edge edge) {
        super(edge, Mode.APPLY);
    }

    @Override
    Mode mode() {
        return noPush ? Mode.BUILD : super.mode();
    }
}
