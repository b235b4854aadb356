package dev.stave.imports;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A stack that was made from something else.
 *
 * @param comment what it was made from, the first line of the file
 * @param name    of the stack
 * @param stack   its settings but the name
 * @param notes   what could not be translated, in the order of files and lines
 * @param scripts programs that the stack names and that are not there yet, by path relative to the stack
 */
public record Imported(
        String comment, String name, Value.Block stack, List<Note> notes, SortedMap<String, String> scripts) {
    public Imported {
        SortedSet<Note> sorted = new TreeSet<>(notes);
        notes = List.copyOf(sorted);
    }

    public Imported(String comment, String name, Value.Block stack, List<Note> notes) {
        this(comment, name, stack, notes, new TreeMap<>());
    }

    /** The same with these programs. */
    public Imported with(Map<String, String> more) {
        return new Imported(comment, name, stack, notes, new TreeMap<>(more));
    }

    /** How many of something, {@code images} or {@code builders}, it declares. */
    public int count(String what) {
        return stack.entries().get(what) instanceof Value.Block block
                ? block.entries().size()
                : 0;
    }
}
