package dev.stave.container;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words that a container starts with, by one rule for every engine: they differ in what a lone entrypoint keeps. */
public final class Argv {
    private Argv() {}

    /**
     * @param entrypoint of the image
     * @param command    of the image
     * @throws ContainerException where neither run nor image says what to run
     */
    public static List<String> of(ContainerRun run, List<String> entrypoint, List<String> command) {
        @Nullable List<String> own = run.entrypoint();
        List<String> words = new ArrayList<>(own == null ? entrypoint : own);
        words.addAll(run.command().isEmpty() ? command : run.command());
        if (words.isEmpty()) {
            throw new ContainerException(
                    "'" + run.image() + "' has neither entrypoint nor command, so nothing of it can be run",
                    "say what to run, or give the image a command",
                    null);
        }
        return List.copyOf(words);
    }
}
