package dev.stave.cli;

import dev.stave.plan.Mode;
import picocli.CommandLine.Command;

/** {@code stave build}: into the store, no destination asked or written. */
@Command(
        name = "build",
        description = "Make, test and scan the images into the local store; touch no destination.",
        mixinStandardHelpOptions = true)
final class BuildCommand extends RunningCommand {
    BuildCommand(Edge edge) {
        super(edge, Mode.BUILD);
    }
}
