package dev.stave.imports.shell;

/**
 * A piece of a shell file.
 *
 * @param text as it is written, quotes and all; an operator's own letters, or a line break
 * @param line counted from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        OPERATOR,
        LINE_END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /** Whether a command ends here, together with all that {@code &&} and its like tied to it. */
    boolean endsList() {
        return kind == Kind.LINE_END || is(";") || is(";;");
    }
}
