package dev.stave.container.api;

import dev.stave.container.ContainerException;
import dev.stave.model.CancelledException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** Calls that block in a socket, where an interrupt does not reach them: made by another thread and waited for. */
final class Interruptible {
    private final Executor threads;

    Interruptible(Executor threads) {
        this.threads = threads;
    }

    interface Call<T> {
        T make() throws IOException;
    }

    /**
     * @param what  for the message, such as {@code the build of 'x'}
     * @param abort makes the call end; run once at an interrupt, and the call's own outcome is then nobody's
     */
    <T> T call(String what, Call<T> call, Runnable abort) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                outcome.complete(call.make());
            } catch (IOException | RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            abort.run();
            Thread.currentThread().interrupt();
            throw new CancelledException(what + " was interrupted");
        } catch (ExecutionException e) {
            throw raised(what, e.getCause() == null ? e : e.getCause());
        }
    }

    private static RuntimeException raised(String what, Throwable cause) {
        if (cause instanceof Error e) {
            throw e;
        }
        if (cause instanceof dev.stave.model.EngineException e) {
            return e;
        }
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new ContainerException(what + " failed: " + reason, "", cause);
    }
}
