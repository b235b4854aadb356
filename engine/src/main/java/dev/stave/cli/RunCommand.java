package dev.stave.cli;

import dev.stave.model.UsageException;
import dev.stave.plan.Mode;

/** {@code stave run FILE}: apply, for the first line of a stack file. */
final class RunCommand extends RunningCommand {
    RunCommand(Edge edge) {
        super(edge, Mode.APPLY);
    }

    @Override
    public Syntax syntax() {
        return syntax("Apply the stack FILE; meant for its first line: #!/usr/bin/env -S stave run");
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
