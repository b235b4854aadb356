package dev.stave.registry;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Lets the same work be done once at a time: who comes second waits for the first, and does it only if that failed. */
final class InFlight<K> {
    private final Map<K, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();

    /** Returns true where this call did the work, false where it waited for another that did. */
    boolean run(K key, Runnable work) throws InterruptedException {
        while (true) {
            CompletableFuture<Boolean> mine = new CompletableFuture<>();
            CompletableFuture<Boolean> other = running.putIfAbsent(key, mine);
            if (other == null) {
                boolean done = false;
                try {
                    work.run();
                    done = true;
                    return true;
                } finally {
                    running.remove(key, mine);
                    mine.complete(done);
                }
            }
            try {
                if (other.get()) {
                    return false;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("it is only ever completed with a value", e);
            }
        }
    }
}
