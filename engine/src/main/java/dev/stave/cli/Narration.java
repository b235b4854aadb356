package dev.stave.cli;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.UsageException;
import dev.stave.report.EventLog;
import dev.stave.report.Narrator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Who hears of a run.
 *
 * @param sink everybody
 * @param log  the events file, to be closed at the end
 */
record Narration(EventSink sink, Optional<EventLog> log) implements AutoCloseable {
    static Narration open(Edge edge, RunOptions options) {
        EventSink people = new Narrator(edge.err(), Clock.systemUTC());
        EventSink shown = options.quiet ? Narration.warningsOnly(people) : people;
        EventSink told = shown.and(options.listener);
        if (options.events == null) {
            return new Narration(told, Optional.empty());
        }
        Path file = edge.environment().currentFolder().resolve(options.events);
        try {
            EventLog log = new EventLog(Files.newBufferedWriter(file, StandardCharsets.UTF_8), Clock.systemUTC());
            return new Narration(told.and(log), Optional.of(log));
        } catch (IOException e) {
            throw new UsageException("--events " + options.events + " cannot be written", "name another file");
        }
    }

    private static EventSink warningsOnly(EventSink sink) {
        return event -> {
            if (event instanceof EngineEvent.Warned) {
                sink.accept(event);
            }
        };
    }

    @Override
    public void close() throws IOException {
        if (log.isPresent()) {
            log.get().close();
        }
    }
}
