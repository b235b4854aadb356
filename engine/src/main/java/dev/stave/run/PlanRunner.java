package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.ImageName;
import dev.stave.plan.Made;
import dev.stave.plan.Plan;
import dev.stave.plan.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan: the one class that schedules. An image is prepared once all that it needs is prepared, and released
 * once all that it needs is released; a failed image blocks its dependants alone.
 */
final class PlanRunner {
    private final StepWork work;
    private final ExecutorService builds;
    private final ExecutorService transfers;
    private final EventSink events;
    private final boolean failFast;
    private final boolean together;

    private final Map<ImageName, Node> nodes = new LinkedHashMap<>();
    private final Map<ImageName, Made> made = new HashMap<>();
    private final BlockingQueue<Runnable> completions = new LinkedBlockingQueue<>();
    private final Deque<Node> held = new ArrayDeque<>();
    private int running;
    private boolean stopped;
    private boolean interrupted;

    /** @param together whether nothing is released before everything is prepared */
    PlanRunner(
            StepWork work,
            ExecutorService builds,
            ExecutorService transfers,
            EventSink events,
            boolean failFast,
            boolean together) {
        this.work = work;
        this.builds = builds;
        this.transfers = transfers;
        this.events = events;
        this.failFast = failFast;
        this.together = together;
    }

    /**
     * Runs to the end, or until the calling thread is interrupted: then what runs is interrupted and waited for, the rest
     * is not started, and the flag is restored. Each runner runs once.
     */
    List<Outcome> run(Plan plan) {
        plan.steps().forEach(step -> nodes.put(step.image(), new Node(step)));
        for (Node node : nodes.values()) {
            if (node.step.isKeep()) {
                continue; // it is as it should be, whatever becomes of others
            }
            for (ImageName need : plan.needs().getOrDefault(node.image(), List.of())) {
                Node needed = nodes.get(need);
                if (needed != null) {
                    node.needs.add(needed);
                    needed.dependants.add(node);
                }
            }
        }
        nodes.values().forEach(this::advance);
        while (running > 0) {
            await();
        }
        releaseTogether();
        while (running > 0) {
            await();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        nodes.values().stream().filter(node -> node.outcome == null).forEach(this::endUnstarted);
        return nodes.values().stream().map(Node::ended).toList();
    }

    private void await() {
        try {
            completions.take().run();
        } catch (InterruptedException e) {
            interrupted = true;
            stopped = true;
            builds.shutdownNow().forEach(Runnable::run);
            transfers.shutdownNow().forEach(Runnable::run);
        }
    }

    /** Starts what the node is ready for; called whenever something that it waits for changed. */
    private void advance(Node node) {
        if (node.outcome != null || node.busy || interrupted) {
            return;
        }
        for (Node need : node.needs) {
            if (need.outcome != null && need.outcome.result().isFailure()) {
                end(node, blocked(node, need));
                return;
            }
        }
        if (stopped) {
            return;
        }
        if (node.prepared == null) {
            if (node.needs.stream().allMatch(need -> need.prepared != null)) {
                startPreparing(node);
            }
        } else if (together && !node.prepared.hasNothingToRelease() && !node.mayRelease) {
            held.add(node);
        } else if (node.needs.stream().allMatch(need -> need.outcome != null)) {
            startReleasing(node, node.prepared);
        }
    }

    private void startPreparing(Node node) {
        Map<ImageName, Made> soFar = Map.copyOf(made);
        ExecutorService pool = isTransfer(node.step) ? transfers : builds;
        start(pool, node, () -> prepare(node, soFar), prepared -> {
            node.step = prepared.step();
            node.prepared = prepared;
            made.put(node.image(), prepared.made());
            advance(node);
            node.dependants.forEach(this::advance);
        });
    }

    private Prepared prepare(Node node, Map<ImageName, Made> soFar) {
        Step step = work.decide(node.step, soFar);
        return work.prepare(step, soFar);
    }

    private void startReleasing(Node node, Prepared prepared) {
        start(transfers, node, () -> work.release(prepared), outcome -> end(node, outcome));
    }

    private <T> void start(ExecutorService pool, Node node, Callable<T> task, Consumer<T> done) {
        node.busy = true;
        running++;
        pool.execute(() -> {
            Runnable completion;
            if (Thread.currentThread().isInterrupted() || pool.isShutdown()) {
                completion = () -> end(node, Failures.interrupted(node.step));
            } else {
                completion = attempt(node, task, done);
            }
            completions.add(() -> {
                running--;
                node.busy = false;
                completion.run();
            });
        });
    }

    /** Runs the task on this thread; what comes back is run by the scheduling thread. */
    private <T> Runnable attempt(Node node, Callable<T> task, Consumer<T> done) {
        try {
            T result = task.call();
            return () -> done.accept(result);
        } catch (Exception | StackOverflowError | OutOfMemoryError failure) {
            return () -> end(node, Failures.outcome(node.step, failure, interrupted));
        }
    }

    private void end(Node node, Outcome outcome) {
        node.outcome = outcome;
        if (outcome.result() != Outcome.Result.UNCHANGED) {
            events.accept(
                    new EngineEvent.ImageEnded(node.image(), outcome.result().word(), outcome.message()));
        }
        if (outcome.result().isFailure() && failFast) {
            stopped = true;
        }
        node.dependants.forEach(this::advance);
    }

    /** With {@code publish 'together'}: all or none. */
    private void releaseTogether() {
        List<Node> failed = nodes.values().stream()
                .filter(node -> node.outcome != null && node.outcome.result().isFailure())
                .toList();
        List<Node> waiting = new ArrayList<>(held);
        held.clear();
        for (Node node : waiting) {
            node.mayRelease = true;
            if (failed.isEmpty()) {
                advance(node);
            } else if (node.outcome == null) {
                end(node, Failures.held(node.step, failed.get(0).image()));
            }
        }
    }

    private void endUnstarted(Node node) {
        end(node, interrupted ? Failures.interrupted(node.step) : Failures.notStarted(node.step));
    }

    private static Outcome blocked(Node node, Node by) {
        return Failures.blocked(node.step, by.image());
    }

    private static boolean isTransfer(Step step) {
        return step.match(Step.Cases.of(
                k -> true, g -> true, r -> true, a -> true, m -> m.how() != Step.How.BUILD, w -> false, r -> true));
    }

    /** One image on its way. */
    private static final class Node {
        private Step step;
        private final List<Node> needs = new ArrayList<>();
        private final List<Node> dependants = new ArrayList<>();
        private boolean busy;
        private boolean mayRelease;
        private @Nullable Prepared prepared;
        private @Nullable Outcome outcome;

        Node(Step step) {
            this.step = step;
        }

        ImageName image() {
            return step.image();
        }

        Outcome ended() {
            if (outcome == null) {
                throw new IllegalStateException(image() + " has not ended");
            }
            return outcome;
        }
    }
}
