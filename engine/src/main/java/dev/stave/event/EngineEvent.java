package dev.stave.event;

import dev.stave.model.ImageName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happened in a run, as data: no colours, no times (a sink adds the time it was told). */
public sealed interface EngineEvent {
    /** Calls the listener's method of this kind. */
    void tell(Listener listener);

    /** One method for each kind of event. */
    interface Listener {
        void runStarted(RunStarted event);

        void imageStarted(ImageStarted event);

        void phaseStarted(PhaseStarted event);

        void logLine(LogLine event);

        void transferred(Transferred event);

        void warned(Warned event);

        void imageEnded(ImageEnded event);

        void runEnded(RunEnded event);
    }

    /** The plan is made; {@code images} are those with something to do, in the order of the plan. */
    record RunStarted(String runId, String stack, List<ImageName> images) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.runStarted(this);
        }
    }

    /** Work on an image begins; {@code action} is one word, such as {@code build} or {@code copy}. */
    record ImageStarted(ImageName image, String action) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.imageStarted(this);
        }
    }

    /** An image enters a phase: {@code fetch}, {@code build}, {@code test}, {@code scan}, {@code push}, {@code tag}. */
    record PhaseStarted(ImageName image, String phase) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.phaseStarted(this);
        }
    }

    /** One line that a build, a test or a tool printed, secrets already masked. */
    record LogLine(ImageName image, String line) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.logLine(this);
        }
    }

    /** Bytes moved since the last such event of the image; {@code direction} is {@code fetch} or {@code push}. */
    record Transferred(ImageName image, String direction, long bytes) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.transferred(this);
        }
    }

    /** Something people should read; {@code image} is null where it concerns the run. */
    record Warned(@Nullable ImageName image, String message) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.warned(this);
        }
    }

    /** Work on an image ended; {@code outcome} is its word in the result, {@code message} says why it failed. */
    record ImageEnded(ImageName image, String outcome, String message) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.imageEnded(this);
        }
    }

    /** The run ended with this exit code. */
    record RunEnded(int exitCode) implements EngineEvent {
        @Override
        public void tell(Listener listener) {
            listener.runEnded(this);
        }
    }
}
