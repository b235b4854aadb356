package dev.stave.container.api;

import dev.stave.process.ProcessRunner;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The body of a request that is written while it is sent; a writer that fails breaks the request off. */
final class PipedBody extends FilterInputStream {
    private static final int BUFFER = 1 << 18;

    private volatile @Nullable Throwable failure;
    private volatile boolean aborted;

    private PipedBody(PipedInputStream in) {
        super(in);
    }

    static PipedBody of(ProcessRunner.Feed feed, Executor threads) throws IOException {
        PipedInputStream in = new PipedInputStream(BUFFER);
        PipedOutputStream out = new PipedOutputStream(in);
        PipedBody body = new PipedBody(in);
        threads.execute(() -> {
            try (out) {
                feed.write(out);
            } catch (IOException | RuntimeException | Error e) {
                body.failure = e;
            }
        });
        return body;
    }

    /** Makes the next read fail. */
    void abort() {
        aborted = true;
    }

    /** What went wrong while the body was written; the reason for a request that broke off. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = aborted ? -1 : super.read(bytes, offset, length);
        Throwable reason = failure;
        if (count < 0 && (aborted || reason != null)) {
            throw new IOException(aborted ? "interrupted" : "the body could not be written", reason);
        }
        return count;
    }
}
