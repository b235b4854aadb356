package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.ImageName;
import dev.stave.registry.Progress;
import java.util.concurrent.atomic.AtomicLong;

/** Turns how far a transfer is into events that say how many bytes came since the last one. */
final class Telling {
    private Telling() {}

    static Progress of(EventSink events, ImageName image, String direction) {
        AtomicLong told = new AtomicLong(-1);
        return (done, total) -> {
            long before = told.getAndSet(done);
            // the first call counts what was there already
            if (before >= 0 && done > before) {
                events.accept(new EngineEvent.Transferred(image, direction, done - before));
            }
        };
    }
}
