package dev.stave.build.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Hands lines on and remembers the last twenty: what an error quotes. */
final class LastLines implements Consumer<String> {
    private static final int KEPT = 20;

    private final Consumer<String> next;
    private final Deque<String> lines = new ArrayDeque<>();

    LastLines(Consumer<String> next) {
        this.next = next;
    }

    @Override
    public synchronized void accept(String line) {
        next.accept(line);
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** The lines after a colon, each on a line of its own; nothing where there are none. */
    synchronized String quoted() {
        return lines.isEmpty() ? "" : ":\n" + String.join("\n", lines);
    }
}
