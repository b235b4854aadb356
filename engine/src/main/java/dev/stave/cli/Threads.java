package dev.stave.cli;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one command beside those that carry out a plan; none of them keeps the process alive.
 *
 * @param drains     starts each task at once: pipes of processes, containers, the loopback registry
 * @param blobs      transfers of single blobs
 * @param questions  requests of the planner
 * @param compressor blocks of layers
 */
record Threads(ExecutorService drains, ExecutorService blobs, ExecutorService questions, ExecutorService compressor)
        implements AutoCloseable {
    private static final int QUESTIONS_AT_ONCE = 16;

    static Threads of(int transfers) {
        return new Threads(
                Executors.newCachedThreadPool(named("drain")),
                Executors.newFixedThreadPool(transfers, named("blob")),
                Executors.newFixedThreadPool(QUESTIONS_AT_ONCE, named("question")),
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), named("compressor")));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        drains.shutdownNow();
        blobs.shutdownNow();
        questions.shutdownNow();
        compressor.shutdownNow();
    }
}
