package dev.stave.event;

/** Where events go. Called from many threads at once; must not block for long and must not throw. */
@FunctionalInterface
public interface EventSink {
    void accept(EngineEvent event);

    /** Hands every event to both, this one first. */
    default EventSink and(EventSink other) {
        return event -> {
            accept(event);
            other.accept(event);
        };
    }
}
