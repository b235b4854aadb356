package dev.stave.imports;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A stack that was made from something else.
 *
 * @param comment what it was made from, the first line of the file
 * @param name    of the stack
 * @param stack   its settings but the name
 * @param notes   what could not be translated, in the order of files and lines
 */
public record Imported(String comment, String name, Value.Block stack, List<Note> notes) {
    public Imported {
        SortedSet<Note> sorted = new TreeSet<>(notes);
        notes = List.copyOf(sorted);
    }

    /** How many of something, {@code images} or {@code builders}, it declares. */
    public int count(String what) {
        return stack.entries().get(what) instanceof Value.Block block
                ? block.entries().size()
                : 0;
    }
}
