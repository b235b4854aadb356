package dev.stave.model;

import java.util.List;
import java.util.stream.Collectors;

/** The stack is wrong: every problem found in it, in the order of file and line. Exit code 2. */
public final class StackException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public StackException(List<Problem> problems) {
        super(problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")), "");
        this.problems = problems.stream().sorted().toList();
    }

    public List<Problem> problems() {
        return problems;
    }
}
