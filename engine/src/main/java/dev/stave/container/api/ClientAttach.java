package dev.stave.container.api;

import dev.stave.process.Command;
import dev.stave.process.ProcessRunner;
import java.util.ArrayList;
import java.util.List;

/** Runs a command of a container at this process' terminal, by a client program: it knows how to handle a terminal. */
public final class ClientAttach {
    private final ProcessRunner processes;
    private final List<String> program;

    /** @param program a client with the options that name its engine, such as {@code docker --host unix:///PATH} */
    public ClientAttach(ProcessRunner processes, List<String> program) {
        this.processes = processes;
        this.program = List.copyOf(program);
    }

    int run(String container, ApiExec.Words words) {
        List<String> argv = new ArrayList<>(program);
        argv.addAll(List.of("exec", "--interactive"));
        if (processes.hasTerminal()) {
            argv.add("--tty");
        }
        // by name alone, so that no value is in the process list
        words.environment().keySet().forEach(name -> argv.addAll(List.of("--env", name)));
        if (words.user() != null) {
            argv.addAll(List.of("--user", words.user()));
        }
        argv.add(container);
        argv.addAll(words.command());
        return processes.interact(Command.of(argv).with(words.environment()));
    }
}
