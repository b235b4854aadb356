package dev.stave.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last bytes of a stream of any length. */
final class Tail {
    private final int limit;
    private byte[] bytes = new byte[1 << 12];
    private int size;

    /** @param limit how many bytes are kept; up to twice as many are held */
    Tail(int limit) {
        this.limit = limit;
    }

    synchronized void add(byte[] more, int length) {
        int wanted = size + length;
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, Math.min(2 * limit, 2 * bytes.length)));
        }
        System.arraycopy(more, 0, bytes, size, length);
        size = wanted;
        if (size > 2 * limit) {
            bytes = Arrays.copyOfRange(bytes, size - limit, size + limit);
            size = limit;
        }
    }

    synchronized void add(String text) {
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        add(more, more.length);
    }

    synchronized String text() {
        int from = Math.max(0, size - limit);
        while (from > 0 && from < size && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        return new String(bytes, from, size - from, StandardCharsets.UTF_8);
    }
}
