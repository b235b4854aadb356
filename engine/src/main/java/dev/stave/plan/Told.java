package dev.stave.plan;

import java.util.Optional;

/** An answer that may be: nothing of the kind. An empty {@code Optional<Told>} is a question that is still open. */
record Told<T>(Optional<T> value) {
    static <T> Told<T> of(T value) {
        return new Told<>(Optional.of(value));
    }

    static <T> Told<T> nothing() {
        return new Told<>(Optional.empty());
    }
}
