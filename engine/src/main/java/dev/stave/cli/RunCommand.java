package dev.stave.cli;

import dev.stave.model.UsageException;
import dev.stave.plan.Mode;
import picocli.CommandLine.Command;

/** {@code stave run FILE}: apply, for the first line of a stack file. */
@Command(
        name = "run",
        description = "Apply the stack FILE; meant for its first line: #!/usr/bin/env -S stave run",
        mixinStandardHelpOptions = true)
final class RunCommand extends RunningCommand {
    RunCommand(Edge edge) {
        super(edge, Mode.APPLY);
    }

    @Override
    public Integer call() {
        if (images.isEmpty()) {
            throw new UsageException("no stack file was given", "say: stave run FILE [IMAGE…]");
        }
        stack.file = images.remove(0);
        return super.call();
    }
}
