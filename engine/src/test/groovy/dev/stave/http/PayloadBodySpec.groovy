package dev.stave.http

import java.nio.ByteBuffer
import java.util.concurrent.Flow
import java.util.concurrent.atomic.AtomicLong
import spock.lang.Specification

class PayloadBodySpec extends Specification {
    static final int PIECE = 1 << 18

    def got = new ByteArrayOutputStream()
    def pieces = []
    def told = []
    def closed = 0
    def sent = new AtomicLong()
    Flow.Subscription subscription

    def "a payload of #length bytes of a longer source goes out in pieces #sizes, and no byte beyond"() {
        given:
        def source = noise(length + 100)

        when:
        body(source, length).subscribe(asking(Long.MAX_VALUE))

        then:
        pieces == sizes
        got.toByteArray() == Arrays.copyOf(source, length)
        told == ['end']
        closed == 1
        sent.get() == length

        where:
        length        || sizes
        1             || [1]
        PIECE         || [PIECE]
        PIECE + 7     || [PIECE, 7]
        3 * PIECE     || [PIECE, PIECE, PIECE]
    }

    def "a piece goes out when it is asked for, and none after a cancel"() {
        given:
        body(noise(4 * PIECE), 4 * PIECE).subscribe(asking(0))

        when:
        subscription.request(1)

        then:
        pieces == [PIECE]

        when:
        subscription.request(1)
        subscription.cancel()
        subscription.request(5)

        then:
        pieces == [PIECE, PIECE]
        told == []
        closed == 1
    }

    def "a source with less than was promised is an error, not a short body"() {
        when:
        body(noise(PIECE + 5), PIECE + 9).subscribe(asking(Long.MAX_VALUE))

        then:
        told == ['there were 4 bytes fewer to send than promised']
        closed == 1
    }

    private PayloadBody body(byte[] source, long length) {
        new PayloadBody(new Payload(length, {
            new FilterInputStream(new ByteArrayInputStream(source)) {
                @Override
                void close() {
                    closed++
                }
            }
        }), sent)
    }

    private Flow.Subscriber<ByteBuffer> asking(long atOnce) {
        new Flow.Subscriber<ByteBuffer>() {
            void onSubscribe(Flow.Subscription given) {
                subscription = given
                if (atOnce) {
                    given.request(atOnce)
                }
            }

            void onNext(ByteBuffer piece) {
                pieces << piece.remaining()
                got.write(piece.array(), 0, piece.remaining())
            }

            void onError(Throwable failure) {
                told << failure.message
            }

            void onComplete() {
                told << 'end'
            }
        }
    }

    private static byte[] noise(int size) {
        def bytes = new byte[size]
        new Random(3).nextBytes(bytes)
        bytes
    }
}
