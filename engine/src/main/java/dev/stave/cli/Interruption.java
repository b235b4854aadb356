package dev.stave.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Turns Ctrl-C, or a TERM signal, into an interrupt of the thread that works, and lets it end cleanly: containers
 * removed, locks released. A second signal is the operating system's matter.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** Does the work on this thread; a signal meanwhile interrupts it, and ends the process once the work ended. */
    static int during(IntSupplier work) {
        Interruption interruption = new Interruption();
        try {
            return work.getAsInt();
        } finally {
            interruption.end();
        }
    }

    private Interruption() {
        Thread worker = Thread.currentThread();
        hook = new Thread(() -> interrupt(worker), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt(Thread worker) {
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("stave: the run did not end in " + PATIENCE_SECONDS + " s and is cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    private void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the signal came: the hook ends the process with its own exit code
            waitForTheEnd();
        }
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
