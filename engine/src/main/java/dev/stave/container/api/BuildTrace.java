package dev.stave.container.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * BuildKit's progress as lines: each message is a {@code moby.buildkit.v1.StatusResponse} in protobuf. Read are a
 * vertex's name (field 3), whether it started (5), its error (7), and a log's bytes (field 4); the rest is skipped.
 */
final class BuildTrace {
    private static final int VERTEX = 1;
    private static final int LOG = 3;

    private final Consumer<String> lines;
    private final Set<String> announced = new HashSet<>();
    private final StringBuilder partial = new StringBuilder();

    BuildTrace(Consumer<String> lines) {
        this.lines = lines;
    }

    /** @param aux base64 of one message */
    void accept(String aux) {
        Protobuf message = new Protobuf(Base64.getDecoder().decode(aux));
        while (message.next()) {
            if (message.field() == VERTEX) {
                vertex(message.message());
            } else if (message.field() == LOG) {
                log(message.message());
            }
        }
    }

    /** The last line need not have ended. */
    void end() {
        if (partial.length() > 0) {
            lines.accept(partial.toString());
            partial.setLength(0);
        }
    }

    private void vertex(Protobuf vertex) {
        String digest = "";
        String name = "";
        String error = "";
        boolean started = false;
        while (vertex.next()) {
            switch (vertex.field()) {
                case 1 -> digest = vertex.text();
                case 3 -> name = vertex.text();
                case 5 -> started = true;
                case 7 -> error = vertex.text();
                default -> {}
            }
        }
        if (started && announced.add(digest)) {
            end();
            lines.accept(name);
        }
        if (!error.isEmpty() && announced.add(digest + " error")) {
            end();
            lines.accept(error);
        }
    }

    private void log(Protobuf log) {
        while (log.next()) {
            if (log.field() == 4) {
                partial.append(new String(log.bytes(), StandardCharsets.UTF_8));
            }
        }
        int end = partial.indexOf("\n");
        while (end >= 0) {
            lines.accept(partial.substring(0, end).replaceFirst("\r$", ""));
            partial.delete(0, end + 1);
            end = partial.indexOf("\n");
        }
    }
}
