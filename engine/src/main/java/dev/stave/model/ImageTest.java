package dev.stave.model;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** One test of an image; all of an image's tests must pass before it is tagged. */
public sealed interface ImageTest {
    <T> T match(
            Function<Run, T> run, Function<Script, T> script, Function<Label, T> label, Function<Healthy, T> healthy);

    /**
     * A command inside the image that must exit with 0.
     *
     * @param entrypoint whether the image's entrypoint is kept
     * @param shell      whether {@code sh -c} runs the one word given
     */
    record Run(List<String> command, boolean entrypoint, boolean shell) implements ImageTest {
        @Override
        public <T> T match(
                Function<Run, T> run,
                Function<Script, T> script,
                Function<Label, T> label,
                Function<Healthy, T> healthy) {
            return run.apply(this);
        }
    }

    /** A script of the image's folder, run by {@code sh} inside; the folder is seen at /config, read-only. */
    record Script(String file) implements ImageTest {
        @Override
        public <T> T match(
                Function<Run, T> run,
                Function<Script, T> script,
                Function<Label, T> label,
                Function<Healthy, T> healthy) {
            return script.apply(this);
        }
    }

    /** The command in a label of the image, run by {@code sh -c} inside. */
    record Label(String label) implements ImageTest {
        @Override
        public <T> T match(
                Function<Run, T> run,
                Function<Script, T> script,
                Function<Label, T> label,
                Function<Healthy, T> healthy) {
            return label.apply(this);
        }
    }

    /** The image's health check must succeed {@code streak} times in a row within the time. */
    record Healthy(Duration within, int streak) implements ImageTest {
        @Override
        public <T> T match(
                Function<Run, T> run,
                Function<Script, T> script,
                Function<Label, T> label,
                Function<Healthy, T> healthy) {
            return healthy.apply(this);
        }
    }
}
