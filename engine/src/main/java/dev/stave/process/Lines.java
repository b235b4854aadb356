package dev.stave.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a program prints into lines; a carriage return ends one too, as progress bars write it. */
final class Lines {
    /** A program may print without end and without a line end. */
    private static final int LONGEST = 1 << 16;

    private Lines() {}

    static void read(InputStream in, Consumer<String> lines) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        boolean afterReturn = false;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            boolean ends = c == '\n' || c == '\r';
            boolean pair = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (!ends) {
                line.append((char) c);
            }
            if ((ends && !pair) || line.length() >= LONGEST) {
                lines.accept(line.toString());
                line.setLength(0);
            }
        }
        if (line.length() > 0) {
            lines.accept(line.toString());
        }
    }
}
