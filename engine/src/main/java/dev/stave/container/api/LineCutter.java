package dev.stave.container.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines of UTF-8; a carriage return ends one too, as progress bars write it. */
final class LineCutter {
    /** A program may print without end and without a line end. */
    private static final int LONGEST = 1 << 16;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterReturn;

    LineCutter(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            boolean ends = b == '\n' || b == '\r';
            if ((ends && !(b == '\n' && afterReturn)) || line.size() >= LONGEST) {
                flush();
            }
            if (!ends) {
                line.write(b);
            }
            afterReturn = b == '\r';
        }
    }

    /** The last line need not have ended. */
    void end() {
        if (line.size() > 0) {
            flush();
        }
    }

    private void flush() {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
