package dev.stave.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body as a stream that fails where no byte comes for too long: a request's own timeout ends with the headers. Holds
 * one delivery of the connection at a time.
 */
final class PatientBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
    /** One delivery; at the end without buffers, with what broke the body if anything did. */
    private record Delivery(
            List<ByteBuffer> buffers,
            boolean last,
            @Nullable Throwable failure) {}

    private final Deadlines deadlines;
    private final long startNanos = System.nanoTime();
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> current = new ArrayDeque<>();
    private final CompletableFuture<InputStream> self = CompletableFuture.completedFuture(this);
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private boolean ended;

    PatientBody(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return self;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(new Delivery(buffers, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(new Delivery(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        arrived.add(new Delivery(List.of(), true, null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (current.isEmpty() || !current.peek().hasRemaining()) {
            current.poll();
            if (current.isEmpty() && !refill()) {
                return -1;
            }
        }
        ByteBuffer buffer = current.element();
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription given = subscription;
        if (!ended && given != null) {
            given.cancel();
        }
        current.clear();
    }

    private boolean refill() throws IOException {
        if (closed) {
            throw new IOException("the body is closed");
        }
        if (ended) {
            return false;
        }
        Delivery delivery = await();
        if (delivery.failure() != null) {
            throw new IOException("the body broke off: " + delivery.failure().getMessage(), delivery.failure());
        }
        ended = delivery.last();
        current.addAll(delivery.buffers());
        Flow.Subscription given = subscription;
        if (!ended && given != null) {
            given.request(1);
        }
        return !ended;
    }

    private Delivery await() throws IOException {
        Duration left = deadlines.total().minusNanos(System.nanoTime() - startNanos);
        boolean lastChance = left.compareTo(deadlines.stall()) < 0;
        try {
            Duration patience = lastChance ? left : deadlines.stall();
            Delivery delivery = arrived.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
            if (delivery != null) {
                return delivery;
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        close();
        throw new StalledException(
                lastChance
                        ? "the body was not whole after " + text(deadlines.total())
                        : "no byte came for " + text(deadlines.stall()));
    }

    static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
