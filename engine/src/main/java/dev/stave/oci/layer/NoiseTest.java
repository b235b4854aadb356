package dev.stave.oci.layer;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Tells bytes that deflating would not make smaller, such as those of archives, pictures and keys, at a small part of its
 * cost: a sample's values are all about as frequent, and a slice does not shrink. Goes by the bytes alone.
 */
final class NoiseTest {
    private static final int VALUES = 256;
    /** Fewer bytes are not worth the question. */
    private static final int LEAST_BYTES = 1 << 12;
    /** Odd, so that fields of one size in a table do not look like noise. */
    private static final int STEP = 5;
    /**
     * Of the sum of (seen - expected)² / expected over all values (chi-squared): 255 on average for even chances, about 300
     * for what is compressed already, thousands for anything else.
     */
    private static final double MOST_UNEVEN = 600;

    private static final int SLICE_BYTES = 1 << 10;
    private static final int LEAST_LEFT_PERCENT = 99;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final int[] seen = new int[VALUES];
    private final byte[] output = new byte[2 * SLICE_BYTES];

    boolean isNoise(byte[] bytes, int offset, int length) {
        return length >= LEAST_BYTES && isEven(bytes, offset, length) && !shrinks(bytes, offset + length / 2);
    }

    /** Gives back native memory. */
    void end() {
        deflater.end();
    }

    private boolean isEven(byte[] bytes, int offset, int length) {
        Arrays.fill(seen, 0);
        for (int at = offset; at < offset + length; at += STEP) {
            seen[bytes[at] & 0xff]++;
        }
        int samples = (length + STEP - 1) / STEP;
        double squares = 0;
        for (int count : seen) {
            squares += (double) count * count;
        }
        return squares * VALUES / samples - samples < MOST_UNEVEN;
    }

    private boolean shrinks(byte[] bytes, int offset) {
        deflater.reset();
        deflater.setInput(bytes, offset, SLICE_BYTES);
        deflater.finish();
        int left = deflater.deflate(output, 0, output.length);
        return left * 100L < SLICE_BYTES * (long) LEAST_LEFT_PERCENT;
    }
}
