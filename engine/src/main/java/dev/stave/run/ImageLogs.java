package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** One log file for each image of a run; every line is an event too. */
final class ImageLogs {
    private final Path folder;
    private final EventSink events;

    /** @param folder of this run; made when the first line comes */
    ImageLogs(Path folder, EventSink events) {
        this.folder = folder;
        this.events = events;
    }

    /** Where the image's log is, or would be. */
    Path file(ImageName image) {
        return folder.resolve(image.fileName() + ".log");
    }

    /** Appends lines, each flushed; the caller closes. */
    Log open(ImageName image) {
        return new Log(image);
    }

    /** The open log of one image; safe for several threads. */
    final class Log implements Consumer<String>, AutoCloseable {
        private final ImageName image;
        private @org.jspecify.annotations.Nullable Writer writer;

        private Log(ImageName image) {
            this.image = image;
        }

        @Override
        public synchronized void accept(String line) {
            events.accept(new EngineEvent.LogLine(image, line));
            try {
                if (writer == null) {
                    Files.createDirectories(folder);
                    writer = Files.newBufferedWriter(
                            file(image), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
                writer.write(line + "\n");
                writer.flush();
            } catch (IOException e) {
                throw new HostException(
                        "the log " + file(image) + " could not be written: " + e.getMessage(), "free disk space", e);
            }
        }

        @Override
        public synchronized void close() {
            if (writer != null) {
                try {
                    writer.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
