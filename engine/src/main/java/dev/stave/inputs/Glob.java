package dev.stave.inputs;

import java.util.regex.Pattern;

/**
 * A pattern over paths with slashes, case-sensitive: {@code *} and {@code ?} stay within one component, {@code **}
 * crosses them, {@code [a-z]} and {@code [!a-z]} name characters, <code>{a,b}</code> alternatives. A name that starts
 * with a dot is like any other.
 */
public final class Glob {
    private final String text;
    private final Pattern pattern;

    private Glob(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException that says why the text cannot be a pattern */
    public static Glob of(String text) {
        return new Glob(text, Wildcards.compile(text, true));
    }

    public boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    /** Whether the text has no wildcard, so that it names one file or folder. */
    public boolean isPlain() {
        return Wildcards.isPlain(text);
    }

    /** The folder that everything it can match lies in, with a slash at its end; empty for the stack's own. */
    public String folder() {
        return Wildcards.literalFolder(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
