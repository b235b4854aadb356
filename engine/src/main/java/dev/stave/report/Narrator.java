package dev.stave.report;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.ImageName;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a run as plain lines, one for each change of state: {@code [3/12] web/nginx: push}. What builds print is in their
 * log files and not here.
 */
public final class Narrator implements EventSink, EngineEvent.Listener {
    private final PrintStream out;
    private final Clock clock;
    private final Map<ImageName, Moved> moved = new ConcurrentHashMap<>();
    private int total;
    private int ended;

    public Narrator(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void accept(EngineEvent event) {
        event.tell(this);
    }

    @Override
    public void runStarted(EngineEvent.RunStarted event) {
        total = event.images().size();
    }

    @Override
    public void imageStarted(EngineEvent.ImageStarted event) {
        // its first phase follows at once and says the same
    }

    @Override
    public void phaseStarted(EngineEvent.PhaseStarted event) {
        say(event.image(), event.phase() + finishMoving(event.image()));
        moved.put(event.image(), new Moved(clock.instant()));
    }

    @Override
    public void logLine(EngineEvent.LogLine event) {
        // In the image's log file, where thousands of lines belong.
    }

    @Override
    public void transferred(EngineEvent.Transferred event) {
        Moved sofar = moved.computeIfAbsent(event.image(), image -> new Moved(clock.instant()));
        sofar.bytes += event.bytes();
    }

    @Override
    public void warned(EngineEvent.Warned event) {
        out.println("warning: " + (event.image() == null ? "" : event.image() + ": ") + event.message());
    }

    @Override
    public void imageEnded(EngineEvent.ImageEnded event) {
        ended++;
        say(
                event.image(),
                event.outcome() + (event.message().isEmpty() ? finishMoving(event.image()) : ": " + reason(event)));
    }

    /** The message without the image's name, which stands in front already. */
    private static String reason(EngineEvent.ImageEnded event) {
        String subject = "image '" + event.image() + "': ";
        String message = event.message();
        return message.startsWith(subject) ? message.substring(subject.length()) : message;
    }

    @Override
    public void runEnded(EngineEvent.RunEnded event) {
        out.flush();
    }

    private void say(ImageName image, String what) {
        out.println("[" + ended + "/" + total + "] " + image + ": " + what);
    }

    /** What the phase that ends now has moved, with its rate; nothing where it moved nothing. */
    private String finishMoving(ImageName image) {
        Moved sofar = moved.remove(image);
        if (sofar == null || sofar.bytes == 0) {
            return "";
        }
        Duration took = Duration.between(sofar.since, clock.instant());
        return " (moved " + Amounts.bytes(sofar.bytes) + " at " + Amounts.rate(sofar.bytes, took) + ")";
    }

    /** What an image has moved since a phase began. */
    private static final class Moved {
        private final Instant since;
        private long bytes;

        Moved(Instant since) {
            this.since = since;
        }
    }
}
