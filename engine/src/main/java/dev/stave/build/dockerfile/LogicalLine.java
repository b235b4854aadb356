package dev.stave.build.dockerfile;

import java.util.Arrays;
import java.util.Locale;

/** One instruction with its continuation lines joined, and where each character stands in the file. */
final class LogicalLine {
    private final int line;
    private final String text;
    private final int[] offsets;

    /**
     * @param line    of its first character, counted from 1
     * @param offsets of each character of {@code text} in the file
     */
    LogicalLine(int line, String text, int[] offsets) {
        this.line = line;
        this.text = text;
        this.offsets = offsets.clone();
    }

    int line() {
        return line;
    }

    String text() {
        return text;
    }

    /** The instruction's name in capitals. */
    String name() {
        return text.substring(start(), nameEnd()).toUpperCase(Locale.ROOT);
    }

    /** Where the words after the name begin. */
    int argumentStart() {
        return skipBlanks(nameEnd());
    }

    private int start() {
        return skipBlanks(0);
    }

    private int nameEnd() {
        return wordEnd(start());
    }

    int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The end of the word that begins here; blanks in quotes do not end it. */
    int wordEnd(int from) {
        int at = from;
        char quote = 0;
        while (at < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(at)))) {
            char c = text.charAt(at);
            if (quote == c) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
            at++;
        }
        return at;
    }

    /** A part of the line as a range of the file; it must not be empty. */
    Span span(int from, int to) {
        return new Span(line, offsets[from], offsets[to - 1] + 1);
    }

    /** The same line from a character on, for an instruction inside another. */
    LogicalLine from(int index) {
        return new LogicalLine(line, text.substring(index), Arrays.copyOfRange(offsets, index, offsets.length));
    }
}
