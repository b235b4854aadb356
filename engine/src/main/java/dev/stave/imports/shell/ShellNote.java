package dev.stave.imports.shell;

import dev.stave.model.Origin;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something in a shell file that could not be told without running it.
 *
 * @param names variables that it may set
 */
public record ShellNote(Origin at, String message, SortedSet<String> names) {
    public ShellNote {
        names = new TreeSet<>(names);
    }
}
