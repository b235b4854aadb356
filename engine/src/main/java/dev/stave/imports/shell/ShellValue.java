package dev.stave.imports.shell;

import dev.stave.model.Origin;
import java.util.List;

/**
 * What a variable holds.
 *
 * @param words one text, or the elements of an array
 * @param known whether it could be told without running anything; else the words are what could be told
 * @param at    where it was assigned last
 */
public record ShellValue(List<String> words, boolean known, Origin at) {
    public ShellValue {
        words = List.copyOf(words);
    }

    static ShellValue of(String text, Origin at) {
        return new ShellValue(List.of(text), true, at);
    }

    /** As {@code "$NAME"} gives it: of an array the first element. */
    public String text() {
        return words.isEmpty() ? "" : words.get(0);
    }
}
