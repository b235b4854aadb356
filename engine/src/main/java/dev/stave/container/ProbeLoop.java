package dev.stave.container;

import java.time.Duration;
import java.util.OptionalInt;

/** Asks a running container by its probe, by the rules of {@link ContainerRun.Probe}, whatever engine runs it. */
public final class ProbeLoop {
    /** What a probe's exit code is where it did not answer in time, as the program timeout counts. */
    public static final int NO_ANSWER = 124;

    /** A container that is up in a moment is not waited for longer than that; the pauses grow to the interval. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final ContainerRun.Probe probe;
    private final Running container;

    public ProbeLoop(ContainerRun.Probe probe, Running container) {
        this.probe = probe;
        this.container = container;
    }

    /** A container that runs, as a probe sees it. */
    public interface Running {
        /** Runs the probe's command inside; a probe that is killed at {@code timeout} is timed out. */
        ContainerResult exec(Duration timeout) throws InterruptedException;

        /** Waits for the container's own end; empty where it still runs after that time. */
        OptionalInt awaitEnd(Duration time) throws InterruptedException;
    }

    /** Ends when the streak is reached, the container has ended, or the time is over; the caller kills the container. */
    public ContainerResult until(long deadlineNanos) throws InterruptedException {
        ContainerResult last = new ContainerResult(-1, false, "");
        int streak = 0;
        Duration pause = SHORTEST_PAUSE;
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
            OptionalInt ended = container.awaitEnd(Duration.ZERO);
            if (ended.isEmpty() && !left.isZero()) {
                last = ask(left, last);
                streak = last.exitCode() == 0 ? streak + 1 : 0;
                if (streak >= probe.streak()) {
                    return last;
                }
                pause = shorter(streak > 0 ? probe.interval() : pause, probe.interval());
                ended = container.awaitEnd(shorter(pause, left));
                pause = pause.multipliedBy(2);
            }
            if (ended.isPresent()) {
                int code = ended.getAsInt();
                return new ContainerResult(code == 0 ? -1 : code, false, last.output());
            }
            if (deadlineNanos - System.nanoTime() <= 0) {
                return new ContainerResult(last.exitCode(), true, last.output());
            }
        }
    }

    /** A probe that the run's end cut short, before its own time was over, says less than the one before. */
    private ContainerResult ask(Duration left, ContainerResult before) throws InterruptedException {
        ContainerResult answer = container.exec(shorter(probe.timeout(), left));
        if (!answer.timedOut()) {
            return answer;
        }
        boolean cutShort = left.compareTo(probe.timeout()) < 0 && before.exitCode() > 0;
        return cutShort ? before : new ContainerResult(NO_ANSWER, false, answer.output());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
