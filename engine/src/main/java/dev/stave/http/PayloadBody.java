package dev.stave.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A payload as the JDK's client takes it, in pieces of 256 KiB: by its own publisher of a stream each 16 KiB would cost a
 * turn of its threads. Sends exactly as many bytes as the payload says, and counts them.
 */
final class PayloadBody implements HttpRequest.BodyPublisher {
    private static final int PIECE_BYTES = 1 << 18;

    private final Payload payload;
    private final AtomicLong sent;

    /** @param sent the bytes handed to the client so far */
    PayloadBody(Payload payload, AtomicLong sent) {
        this.payload = payload;
        this.sent = sent;
    }

    @Override
    public long contentLength() {
        return payload.lengthBytes();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Sending(subscriber));
    }

    /** Hands out one piece for each that is asked for; asking while one is handed out only counts. */
    private final class Sending implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicInteger asked = new AtomicInteger();
        private InputStream in = InputStream.nullInputStream();
        private boolean opened;
        private long left = payload.lengthBytes();
        private boolean ended;
        private volatile boolean cancelled;

        Sending(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long pieces) {
            wanted.accumulateAndGet(pieces, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
            work();
        }

        @Override
        public void cancel() {
            cancelled = true;
            work();
        }

        private void work() {
            if (asked.getAndIncrement() != 0) {
                return;
            }
            int round = 1;
            while (round != 0) {
                while (!ended && !cancelled && wanted.get() > 0) {
                    wanted.decrementAndGet();
                    step();
                }
                if (cancelled && !ended) {
                    end();
                }
                round = asked.addAndGet(-round);
            }
        }

        private void step() {
            try {
                ByteBuffer piece = next();
                left -= piece.remaining();
                sent.addAndGet(piece.remaining());
                subscriber.onNext(piece);
                if (left == 0) {
                    end();
                    subscriber.onComplete();
                }
            } catch (IOException | RuntimeException e) {
                end();
                subscriber.onError(e);
            }
        }

        private ByteBuffer next() throws IOException {
            if (!opened) {
                in = payload.source().open();
                opened = true;
            }
            byte[] bytes = new byte[(int) Math.min(PIECE_BYTES, left)];
            int count = in.readNBytes(bytes, 0, bytes.length);
            if (count < bytes.length) {
                throw new IOException("there were " + (left - count) + " bytes fewer to send than promised");
            }
            return ByteBuffer.wrap(bytes);
        }

        private void end() {
            ended = true;
            try {
                in.close();
            } catch (IOException e) {
                // it was only read: what was sent is sent
                ended = true;
            }
        }
    }
}
