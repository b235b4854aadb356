package dev.stave.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same to many things at once; the first failure, or an interrupt, ends the others and is thrown. */
final class Parallel {
    private final ExecutorService executor;

    Parallel(ExecutorService executor) {
        this.executor = executor;
    }

    /** Something that may be interrupted while it waits. */
    @FunctionalInterface
    interface Waiting {
        void run() throws InterruptedException;
    }

    <T> void each(Collection<T> things, Consumer<T> work) {
        CompletionService<Boolean> ended = new ExecutorCompletionService<>(executor);
        List<Future<Boolean>> all = new ArrayList<>();
        try {
            for (T thing : things) {
                all.add(ended.submit(() -> {
                    work.accept(thing);
                    return true;
                }));
            }
            waiting(() -> takeAll(ended, all.size()));
        } finally {
            all.forEach(future -> future.cancel(true));
        }
    }

    /** An interrupt becomes an exception that needs not be declared; the flag is restored. */
    static void waiting(Waiting work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("the transfer was interrupted", "", RegistryException.NO_USE, "", e);
        }
    }

    private static void takeAll(CompletionService<Boolean> ended, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            try {
                ended.take().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                if (e.getCause() instanceof Error bug) {
                    throw bug;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
