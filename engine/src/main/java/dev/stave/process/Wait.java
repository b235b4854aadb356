package dev.stave.process;

import dev.stave.model.CancelledException;
import dev.stave.model.EngineException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a program and its pipes to end, and ends them where they do not. */
final class Wait {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Process process;
    private final ProcessTree tree;
    private final Pipes pipes;
    private final String name;

    Wait(Process process, ProcessTree tree, Pipes pipes, String name) {
        this.process = process;
        this.tree = tree;
        this.pipes = pipes;
        this.name = name;
    }

    /** Whether the time was over before the program ended. */
    boolean within(Duration timeout) {
        try {
            boolean ended = awaitProcess(timeout);
            if (!ended) {
                tree.kill();
            }
            tree.killLeftovers();
            pipes.awaitEnd(SILENCE);
            process.waitFor();
            pipes.failed().ifPresent(this::raise);
            return !ended;
        } catch (InterruptedException e) {
            tree.kill();
            Thread.currentThread().interrupt();
            throw new CancelledException("'" + name + "' was interrupted");
        }
    }

    private boolean awaitProcess(Duration timeout) throws InterruptedException {
        try {
            CompletableFuture.anyOf(process.onExit(), pipes.failure()).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (process.isAlive()) {
                tree.kill();
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void raise(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new EngineException(
                "what goes to or comes from '" + name + "' could not be moved: " + failure.getMessage(), "", failure);
    }
}
