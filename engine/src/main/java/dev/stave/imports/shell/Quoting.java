package dev.stave.imports.shell;

/** Where what begins somewhere in a shell text ends, whatever is quoted in it. What never ends, ends with the text. */
final class Quoting {
    private Quoting() {}

    /** The end of an unquoted run: before the first of {@code stops} that is neither quoted nor inside an expansion. */
    static int wordEnd(String text, int from, String stops) {
        int at = from;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at = step(text, at);
        }
        return Math.min(at, text.length());
    }

    /** After the bracket that closes the one at {@code from}. */
    static int closing(String text, int from, char open, char close) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == close && --depth == 0) {
                return at + 1;
            }
            boolean comment = c == '#' && at > 0 && Character.isWhitespace(text.charAt(at - 1)) && open == '(';
            if (c == open) {
                depth++;
                at++;
            } else if (comment) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                at = c == close ? at + 1 : step(text, at);
            }
        }
        return text.length();
    }

    /** After one letter, or after the quotation or expansion that begins here. */
    static int step(String text, int at) {
        return switch (text.charAt(at)) {
            case '\\' -> at + 2;
            case '\'' -> after(text, text.indexOf('\'', at + 1));
            case '"' -> doubleQuoted(text, at);
            case '`' -> after(text, text.indexOf('`', at + 1));
            case '$' -> expansion(text, at);
            default -> at + 1;
        };
    }

    /** The same within double quotes. */
    static int stepInQuotes(String text, int at) {
        return text.startsWith("${", at) ? braceInQuotes(text, at + 2) : step(text, at);
    }

    private static int expansion(String text, int at) {
        if (text.startsWith("${", at)) {
            return closing(text, at + 1, '{', '}');
        }
        if (text.startsWith("$(", at)) {
            return closing(text, at + 1, '(', ')');
        }
        if (text.startsWith("$'", at)) {
            return singleQuotedWithEscapes(text, at + 2);
        }
        return at + 1;
    }

    private static int singleQuotedWithEscapes(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\'') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int doubleQuoted(String text, int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at = text.charAt(at) == '\'' ? at + 1 : stepInQuotes(text, at);
        }
        return at + 1;
    }

    /** Within double quotes an apostrophe is a letter like any other. */
    private static int braceInQuotes(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '}') {
            at = text.charAt(at) == '\'' ? at + 1 : stepInQuotes(text, at);
        }
        return at + 1;
    }

    private static int after(String text, int end) {
        return end < 0 ? text.length() : end + 1;
    }
}
