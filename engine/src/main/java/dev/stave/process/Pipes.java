package dev.stave.process;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The three pipes of a program, each served by a thread; none is left undrained whatever its reader does. */
final class Pipes {
    private static final long LOOK_MILLIS = 50;

    private final Executor threads;
    private final List<Stdout> outputs = new ArrayList<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    Pipes(Executor threads) {
        this.threads = threads;
    }

    void feed(OutputStream stdin, ProcessRunner.Feed feed) {
        threads.execute(() -> {
            try (StdinPipe pipe = new StdinPipe(stdin)) {
                noting(() -> feed.write(pipe), pipe::broken);
            } catch (IOException e) {
                // the program has closed its stdin, or ended: its right
            }
        });
    }

    void drain(InputStream in, ProcessRunner.Drain reader) {
        Stdout pipe = new Stdout(in);
        outputs.add(pipe);
        threads.execute(() -> {
            try (pipe) {
                noting(() -> reader.read(pipe), pipe::broken);
                pipe.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // nothing more can be read
            } finally {
                pipe.ended.countDown();
            }
        });
    }

    private void noting(Work work, BooleanSupplier broken) {
        try {
            work.run();
        } catch (IOException e) {
            if (!broken.getAsBoolean()) {
                failure.complete(e);
            }
        } catch (RuntimeException | Error e) {
            failure.complete(e);
        }
    }

    /** Completed by the first thing that goes wrong with a reader or writer of a pipe, not with the pipe itself. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    Optional<Throwable> failed() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /**
     * Waits for the output to be read to its end. Gives up, with false, on a pipe from which nothing came for so long:
     * something that left the session may hold it open for ever.
     */
    boolean awaitEnd(Duration silence) throws InterruptedException {
        for (Stdout output : outputs) {
            while (!output.ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (output.silentFor(silence)) {
                    return false;
                }
            }
        }
        return true;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static final class Stdout extends FilterInputStream {
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile long waitingSince;
        private volatile boolean waiting;
        private volatile boolean broken;

        Stdout(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            waitingSince = System.nanoTime();
            waiting = true;
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                broken = true;
                throw e;
            } finally {
                waiting = false;
            }
        }

        boolean silentFor(Duration silence) {
            return waiting && System.nanoTime() - waitingSince > silence.toNanos();
        }

        /** A reader may close what it read; the rest is read nevertheless, and closed with the process. */
        @Override
        public void close() {}

        /** Whether the pipe itself failed, not who reads it. */
        boolean broken() {
            return broken;
        }
    }
}
