package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.Wire;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a request wait for its turn at the host; the turn is over when the answer is closed. */
final class Limited implements Wire {
    private final Wire wire;
    private final Limiter limiter;

    Limited(Wire wire, Limiter limiter) {
        this.wire = wire;
        this.limiter = limiter;
    }

    @Override
    public Answer send(Call call) throws IOException {
        try {
            limiter.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        boolean answered = false;
        try {
            Answer answer = wire.send(call);
            limiter.learn(answer.headers());
            answered = true;
            return new Answer(answer.status(), answer.headers(), answer.uri(), leavingAtClose(answer.body()));
        } finally {
            if (!answered) {
                limiter.leave();
            }
        }
    }

    private InputStream leavingAtClose(InputStream body) {
        AtomicBoolean left = new AtomicBoolean();
        return new FilterInputStream(body) {
            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    if (left.compareAndSet(false, true)) {
                        limiter.leave();
                    }
                }
            }
        };
    }
}
