package dev.stave.imports.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ${X#glob}} and its like do to a text. */
final class Globs {
    private Globs() {}

    static String withoutPrefix(String value, String glob, boolean longest) {
        Pattern pattern = pattern(glob);
        for (int i = 0; i <= value.length(); i++) {
            int length = longest ? value.length() - i : i;
            if (pattern.matcher(value.substring(0, length)).matches()) {
                return value.substring(length);
            }
        }
        return value;
    }

    static String withoutSuffix(String value, String glob, boolean longest) {
        Pattern pattern = pattern(glob);
        for (int i = 0; i <= value.length(); i++) {
            int start = longest ? i : value.length() - i;
            if (pattern.matcher(value.substring(start)).matches()) {
                return value.substring(0, start);
            }
        }
        return value;
    }

    static String replaced(String value, String glob, String other, boolean all) {
        if (glob.isEmpty()) {
            return value;
        }
        Matcher matcher = pattern(glob).matcher(value);
        String quoted = Matcher.quoteReplacement(other);
        return all ? matcher.replaceAll(quoted) : matcher.replaceFirst(quoted);
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder("(?s)");
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(set(glob.substring(i + 1, close)));
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static String set(String members) {
        boolean not = members.startsWith("!") || members.startsWith("^");
        return "[" + (not ? "^" : "") + members.substring(not ? 1 : 0).replaceAll("[\\[\\]\\\\&^]", "\\\\$0") + "]";
    }
}
