package dev.stave.oci.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** The room to compress one block of a {@link BlockGzip}, used again and again: its memory is all there is. */
final class GzipBlock {
    static final int BYTES = 1 << 20;

    private static final int WINDOW_BYTES = 1 << 15;
    private static final int LEVEL = 6;
    private static final int SLACK_BYTES = 1 << 12;

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final byte[] window = new byte[WINDOW_BYTES];
    private int windowLength;
    private final byte[] input = new byte[BYTES];
    private int filled;
    private byte[] output = new byte[BYTES + SLACK_BYTES];
    private int written;

    /** Takes as much as there is room for; returns how much. */
    int fill(byte[] bytes, int offset, int length) {
        int n = Math.min(length, BYTES - filled);
        System.arraycopy(bytes, offset, input, filled, n);
        filled += n;
        return n;
    }

    boolean isEmpty() {
        return filled == 0;
    }

    boolean isFull() {
        return filled == BYTES;
    }

    /** Begins anew, with the end of {@code before} as what a match may lie in. */
    void follow(GzipBlock before) {
        windowLength = Math.min(WINDOW_BYTES, before.filled);
        System.arraycopy(before.input, before.filled - windowLength, window, 0, windowLength);
        filled = 0;
    }

    /** Ends at a byte, and not the member. */
    GzipBlock compress() {
        deflater.reset();
        if (windowLength > 0) {
            deflater.setDictionary(window, 0, windowLength);
        }
        deflater.setInput(input, 0, filled);
        written = 0;
        while (true) {
            written += deflater.deflate(output, written, output.length - written, Deflater.SYNC_FLUSH);
            if (written < output.length) {
                return this;
            }
            output = Arrays.copyOf(output, output.length * 2);
        }
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(output, 0, written);
    }

    /** Gives back native memory. */
    void end() {
        deflater.end();
    }
}
