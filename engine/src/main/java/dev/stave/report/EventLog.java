package dev.stave.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes every event as one JSON object a line, such as {@code
 * {"at":"2026-11-21T13:00:00.123Z","event":"phaseStarted","image":"web/nginx","phase":"build"}}. Each line is flushed, so
 * that somebody may follow the file.
 */
public final class EventLog implements EventSink, EngineEvent.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Writer out;
    private final Clock clock;

    public EventLog(Writer out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void accept(EngineEvent event) {
        event.tell(this);
    }

    @Override
    public void runStarted(EngineEvent.RunStarted event) {
        ObjectNode line = line("runStarted", null).put("run", event.runId()).put("stack", event.stack());
        ArrayNode images = line.putArray("images");
        event.images().forEach(image -> images.add(image.toString()));
        write(line);
    }

    @Override
    public void imageStarted(EngineEvent.ImageStarted event) {
        write(line("imageStarted", event.image()).put("action", event.action()));
    }

    @Override
    public void phaseStarted(EngineEvent.PhaseStarted event) {
        write(line("phaseStarted", event.image()).put("phase", event.phase()));
    }

    @Override
    public void logLine(EngineEvent.LogLine event) {
        write(line("logLine", event.image()).put("line", event.line()));
    }

    @Override
    public void transferred(EngineEvent.Transferred event) {
        write(line("transferred", event.image())
                .put("direction", event.direction())
                .put("bytes", event.bytes()));
    }

    @Override
    public void warned(EngineEvent.Warned event) {
        write(line("warned", event.image()).put("message", event.message()));
    }

    @Override
    public void imageEnded(EngineEvent.ImageEnded event) {
        write(line("imageEnded", event.image()).put("outcome", event.outcome()).put("message", event.message()));
    }

    @Override
    public void runEnded(EngineEvent.RunEnded event) {
        write(line("runEnded", null).put("exit", event.exitCode()));
    }

    private ObjectNode line(String event, @Nullable ImageName image) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("event", event);
        if (image != null) {
            line.put("image", image.toString());
        }
        return line;
    }

    private void write(ObjectNode line) {
        try {
            out.write(line + "\n");
            out.flush();
        } catch (IOException e) {
            throw new HostException("the events file could not be written: " + e.getMessage(), "free disk space", e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
