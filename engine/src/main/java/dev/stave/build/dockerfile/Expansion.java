package dev.stave.build.dockerfile;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of a Dockerfile's word: {@code $X}, {@code ${X}}, {@code ${X:-word}}, {@code ${X:+word}} and the same
 * without the colon; quotes fall away.
 */
final class Expansion {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern BRACED =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:(:?)([-+])(.*))?", Pattern.DOTALL);

    private final Map<String, String> values;
    private final char escape;

    /** @param values of the variables that have one */
    Expansion(Map<String, String> values, char escape) {
        this.values = values;
        this.escape = escape;
    }

    /** What the word stands for, or which variable keeps it from being told. */
    record Result(String text, Optional<String> unknown) {}

    Result of(String word) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < word.length()) {
            char c = word.charAt(at);
            if (c == escape && at + 1 < word.length()) {
                result.append(word.charAt(at + 1));
                at += 2;
            } else if (c == '"' || c == '\'') {
                at++;
            } else if (c == '$') {
                int end = end(word, at);
                Result value = end < 0 ? unknown(word) : variable(word.substring(at + 1, end));
                if (value.unknown().isPresent()) {
                    return value;
                }
                result.append(value.text());
                at = end;
            } else {
                result.append(c);
                at++;
            }
        }
        return new Result(result.toString(), Optional.empty());
    }

    /** The end of the variable that begins with the dollar at {@code from}; -1 where it has none. */
    private static int end(String word, int from) {
        if (from + 1 < word.length() && word.charAt(from + 1) == '{') {
            int depth = 0;
            for (int i = from + 1; i < word.length(); i++) {
                depth += word.charAt(i) == '{' ? 1 : word.charAt(i) == '}' ? -1 : 0;
                if (depth == 0) {
                    return i + 1;
                }
            }
            return -1;
        }
        Matcher name = PLAIN.matcher(word).region(from + 1, word.length());
        return name.lookingAt() ? name.end() : -1;
    }

    private Result variable(String inside) {
        String text = inside.startsWith("{") ? inside.substring(1, inside.length() - 1) : inside;
        Matcher form = BRACED.matcher(text);
        if (!form.matches()) {
            return unknown(text);
        }
        String value = values.get(form.group(1));
        String operator = form.group(3);
        boolean there = value != null && (!":".equals(form.group(2)) || !value.isEmpty());
        if ("-".equals(operator)) {
            return there && value != null ? known(value) : of(form.group(4));
        }
        if ("+".equals(operator)) {
            return there ? of(form.group(4)) : known("");
        }
        return value == null ? unknown(form.group(1)) : known(value);
    }

    private static Result known(String text) {
        return new Result(text, Optional.empty());
    }

    private static Result unknown(String name) {
        return new Result("", Optional.of(name));
    }
}
