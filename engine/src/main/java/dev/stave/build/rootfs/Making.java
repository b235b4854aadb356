package dev.stave.build.rootfs;

import dev.stave.model.CancelledException;
import dev.stave.model.Digest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets each builder be made by one thread at a time, while others wait; different builders do not wait for each other. */
final class Making {
    private final Map<Digest, ReentrantLock> locks = new ConcurrentHashMap<>();

    <T> T alone(Digest id, Supplier<T> work) {
        ReentrantLock lock = locks.computeIfAbsent(id, i -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("waiting for a builder was interrupted");
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
