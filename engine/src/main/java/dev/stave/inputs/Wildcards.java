package dev.stave.inputs;

import java.util.regex.Pattern;

/**
 * Turns a pattern over slash paths into a regular expression: {@code *} and {@code ?} stay within one component,
 * {@code **} crosses them, {@code [a-z]} and {@code [^a-z]} name characters, a backslash takes the next one literally.
 */
final class Wildcards {
    private final String text;
    private final boolean braces;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private int depth;

    private Wildcards(String text, boolean braces) {
        this.text = text;
        this.braces = braces;
    }

    /**
     * @param braces whether <code>{a,b}</code> are alternatives; else they stand for themselves
     * @throws IllegalArgumentException that says which part cannot be
     */
    static Pattern compile(String pattern, boolean braces) {
        return new Wildcards(pattern, braces).translate();
    }

    /** Whether the text is a plain path. */
    static boolean isPlain(String pattern) {
        return pattern.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0);
    }

    /** The leading components that hold no wildcard, with a slash at the end; empty where the first one does. */
    static String literalFolder(String pattern) {
        int end = 0;
        for (int slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', slash + 1)) {
            if (!isPlain(pattern.substring(0, slash))) {
                break;
            }
            end = slash + 1;
        }
        return pattern.substring(0, end);
    }

    private Pattern translate() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '*' -> star();
                case '?' -> regex.append("[^/]");
                case '[' -> characters();
                case '\\' -> literal(next("the backslash at its end escapes nothing"));
                default -> {
                    if (!brace(c)) {
                        literal(c);
                    }
                }
            }
        }
        if (depth > 0) {
            throw new IllegalArgumentException("a '{' is not closed");
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private void star() {
        if (at >= text.length() || text.charAt(at) != '*') {
            regex.append("[^/]*");
            return;
        }
        boolean first = at == 1;
        at++;
        if (at < text.length() && text.charAt(at) == '/') {
            at++;
            regex.append("(?:.*/)?");
        } else {
            // Docker reads `**x` at the start as any suffix, and `a**x` as if a slash followed the stars
            regex.append(braces || first || at == text.length() ? ".*" : "(?:.*/)?");
        }
    }

    private boolean brace(char c) {
        if (!braces) {
            return false;
        }
        if (c == '{') {
            depth++;
            regex.append("(?:");
        } else if (c == '}' && depth > 0) {
            depth--;
            regex.append(')');
        } else if (c == ',' && depth > 0) {
            regex.append('|');
        } else {
            return false;
        }
        return true;
    }

    private void characters() {
        String open = "a '[' is not closed";
        regex.append('[');
        char c = next(open);
        if (c == '^' || (braces && c == '!')) {
            regex.append("^");
            c = next(open);
        }
        if (c == ']') {
            throw new IllegalArgumentException("'[]' names no character");
        }
        for (; c != ']'; c = next(open)) {
            char low = c == '\\' ? next(open) : c;
            quote(low);
            if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
                at++;
                char high = next(open);
                if (high < low) {
                    throw new IllegalArgumentException("the range '" + low + "-" + high + "' is the wrong way round");
                }
                regex.append('-');
                quote(high);
            }
        }
        regex.append(']');
    }

    private char next(String complaint) {
        if (at >= text.length()) {
            throw new IllegalArgumentException(complaint);
        }
        return text.charAt(at++);
    }

    private void literal(char c) {
        quote(c);
    }

    private void quote(char c) {
        if (c < 128 && !Character.isLetterOrDigit(c)) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
