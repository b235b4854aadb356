package dev.stave.oci.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * The room to compress one block of a {@link BlockGzip}, used again and again: its memory is all there is. What would not
 * become smaller is stored as it is.
 */
final class GzipBlock {
    static final int BYTES = 1 << 20;

    private static final int WINDOW_BYTES = 1 << 15;
    /** Takes a third less time than level 6, and leaves about 1 % more bytes (docs/benchmarks.md). */
    private static final int LEVEL = 5;
    /** What is judged, and stored, at once: less than the 64 KiB that a stored block may have (RFC 1951, 3.2.4). */
    private static final int PIECE_BYTES = 1 << 13;

    private static final int STORED_HEAD_BYTES = 5;
    private static final int SLACK_BYTES = 1 << 12;

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final NoiseTest noise = new NoiseTest();
    /** The end of the block before, and then the block. */
    private final byte[] input = new byte[WINDOW_BYTES + BYTES];

    private int windowStart = WINDOW_BYTES;
    private int end = WINDOW_BYTES;
    private byte[] output = new byte[BYTES + SLACK_BYTES];
    private int written;

    /** Takes as much as there is room for; returns how much. */
    int fill(byte[] bytes, int offset, int length) {
        int n = Math.min(length, input.length - end);
        System.arraycopy(bytes, offset, input, end, n);
        end += n;
        return n;
    }

    boolean isEmpty() {
        return end == WINDOW_BYTES;
    }

    boolean isFull() {
        return end == input.length;
    }

    /** Begins anew, with the end of {@code before} as what a match may lie in. */
    void follow(GzipBlock before) {
        int length = Math.min(WINDOW_BYTES, before.end - WINDOW_BYTES);
        windowStart = WINDOW_BYTES - length;
        System.arraycopy(before.input, before.end - length, input, windowStart, length);
        end = WINDOW_BYTES;
    }

    /** Ends at a byte, and not the member. */
    GzipBlock compress() {
        written = 0;
        int from = WINDOW_BYTES;
        for (int at = from; at < end; at += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, end - at);
            if (noise.isNoise(input, at, length)) {
                deflate(from, at);
                store(at, length);
                from = at + length;
            }
        }
        deflate(from, end);
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(output, 0, written);
    }

    /** Gives back native memory. */
    void end() {
        deflater.end();
        noise.end();
    }

    private void deflate(int from, int to) {
        if (from == to) {
            return;
        }
        deflater.reset();
        int window = Math.min(WINDOW_BYTES, from - windowStart);
        if (window > 0) {
            deflater.setDictionary(input, from - window, window);
        }
        deflater.setInput(input, from, to - from);
        while (true) {
            written += deflater.deflate(output, written, output.length - written, Deflater.SYNC_FLUSH);
            if (written < output.length) {
                return;
            }
            makeRoom(output.length);
        }
    }

    private void store(int at, int length) {
        makeRoom(STORED_HEAD_BYTES + length);
        output[written] = 0;
        putLittleEndian(written + 1, length);
        putLittleEndian(written + 3, ~length);
        System.arraycopy(input, at, output, written + STORED_HEAD_BYTES, length);
        written += STORED_HEAD_BYTES + length;
    }

    private void putLittleEndian(int at, int value) {
        output[at] = (byte) value;
        output[at + 1] = (byte) (value >>> Byte.SIZE);
    }

    /** Keeps one byte more: a deflater that fills its room may have more to say. */
    private void makeRoom(int bytes) {
        if (output.length - written <= bytes) {
            output = Arrays.copyOf(output, Math.max(output.length * 2, written + bytes + 1));
        }
    }
}
