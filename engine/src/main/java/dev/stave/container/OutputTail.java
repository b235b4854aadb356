package dev.stave.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last 64 KiB of what a container prints. */
public final class OutputTail {
    private static final int LIMIT = 64 << 10;

    private byte[] bytes = new byte[0];

    public synchronized void add(byte[] more) {
        int kept = Math.min(bytes.length, Math.max(0, LIMIT - more.length));
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(bytes, bytes.length - kept, bytes.length), kept + more.length);
        System.arraycopy(more, 0, joined, kept, more.length);
        bytes = joined.length > LIMIT ? Arrays.copyOfRange(joined, joined.length - LIMIT, joined.length) : joined;
    }

    public synchronized String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
