package dev.stave.event;

import dev.stave.model.ImageName;
import java.util.List;

/** One thing that happened in a run, as data: no colours, no times (a sink adds the time it was told). */
public sealed interface EngineEvent {
    /** The plan is made; {@code images} are those with something to do, in the order of the plan. */
    record RunStarted(String runId, String stack, List<ImageName> images) implements EngineEvent {}

    /** Work on an image begins; {@code action} is one word, such as {@code build} or {@code copy}. */
    record ImageStarted(ImageName image, String action) implements EngineEvent {}

    /** An image enters a phase: fetch, build, pack, test, scan, push, tag. */
    record PhaseStarted(ImageName image, String phase) implements EngineEvent {}

    /** One line that a build, a test or a tool printed, secrets already masked. */
    record LogLine(ImageName image, String line) implements EngineEvent {}

    /** Bytes moved so far for an image; {@code totalBytes} is -1 where it is not known yet. */
    record Transferred(ImageName image, long doneBytes, long totalBytes) implements EngineEvent {}

    /** Something people should read; {@code image} is null where it concerns the run. */
    record Warned(@org.jspecify.annotations.Nullable ImageName image, String message) implements EngineEvent {}

    /** Work on an image ended; {@code outcome} is its word in the result, {@code message} says why it failed. */
    record ImageEnded(ImageName image, String outcome, String message) implements EngineEvent {}

    /** The run ended with this exit code. */
    record RunEnded(int exitCode) implements EngineEvent {}
}
