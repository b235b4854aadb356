package dev.stave.check.container;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Passes lines on and remembers the last of them, for an error's message. Safe for many threads. */
final class LastLines implements Consumer<String> {
    private static final int COUNT = 10;

    private final Consumer<String> next;
    private final ArrayDeque<String> last = new ArrayDeque<>();

    LastLines(Consumer<String> next) {
        this.next = next;
    }

    @Override
    public void accept(String line) {
        synchronized (last) {
            last.addLast(line);
            if (last.size() > COUNT) {
                last.removeFirst();
            }
        }
        next.accept(line);
    }

    /** The sentence, with the lines below it. */
    String below(String sentence) {
        synchronized (last) {
            return last.isEmpty()
                    ? sentence
                    : sentence + last.stream().map(line -> "\n  " + line).collect(Collectors.joining());
        }
    }
}
