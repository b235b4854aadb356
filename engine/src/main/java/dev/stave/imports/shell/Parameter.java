package dev.stave.imports.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One parameter expansion, what stands between the braces of {@code ${…}} (bash manual, "Shell Parameter Expansion"). */
final class Parameter {
    private static final Pattern FORM = Pattern.compile("(?s)([!#]?)([A-Za-z_][A-Za-z0-9_]*)(\\[[^]]*])?(.*)");
    private static final Pattern OPERATOR = Pattern.compile("(?s)(:?[-=+?]|##?|%%?|//?|\\^\\^?|,,?)(.*)");

    private final Expansion into;
    private final String text;
    private final boolean quoted;

    Parameter(Expansion into, String text, boolean quoted) {
        this.into = into;
        this.text = text;
        this.quoted = quoted;
    }

    void expand() {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(1).equals("!")) {
            refuse();
            return;
        }
        String name = form.group(2);
        String index = form.group(3) == null ? "" : form.group(3);
        Optional<ShellValue> value = into.variable(name);
        if (form.group(1).equals("#")) {
            into.put(String.valueOf(
                    index.isEmpty()
                            ? value.map(ShellValue::text).orElse("").length()
                            : value.map(v -> v.words().size()).orElse(0)));
            return;
        }
        Matcher operator = OPERATOR.matcher(form.group(4));
        if (form.group(4).isEmpty()) {
            plain(name, index, value);
        } else if (operator.matches()) {
            withOperator(new Asked(name, element(index, value), value), operator.group(1), operator.group(2));
        } else {
            refuse();
        }
    }

    /** @param text the element that is meant; empty where there is none */
    private record Asked(String name, String text, Optional<ShellValue> value) {}

    private static String element(String index, Optional<ShellValue> value) {
        if (value.isEmpty() || index.isEmpty()) {
            return value.map(ShellValue::text).orElse("");
        }
        List<String> words = value.get().words();
        if (index.matches("\\[[0-9]{1,6}]")) {
            int at = Integer.parseInt(index.substring(1, index.length() - 1));
            return at < words.size() ? words.get(at) : "";
        }
        return String.join(" ", words);
    }

    private void plain(String name, String index, Optional<ShellValue> value) {
        if (value.isEmpty()) {
            into.refuse(name + " has no value here");
            return;
        }
        checkKnown(name, value.get());
        if (index.equals("[@]") || index.equals("[*]")) {
            into.putAll(value.get().words(), quoted, index.equals("[*]") && quoted);
        } else {
            into.putSplit(element(index, value), quoted);
        }
    }

    private void checkKnown(String name, ShellValue value) {
        if (!value.known()) {
            into.refuse(name + " of " + value.at() + " is not known");
        }
    }

    private void withOperator(Asked asked, String operator, String word) {
        boolean set = asked.value().isPresent()
                && (!operator.startsWith(":") || !asked.text().isEmpty());
        char kind = operator.charAt(operator.length() - 1);
        asked.value().ifPresent(value -> checkKnown(asked.name(), value));
        if ("-=+?".indexOf(kind) < 0) {
            if (asked.value().isEmpty()) {
                into.refuse(asked.name() + " has no value here");
            }
            into.putSplit(changed(asked.text(), operator, word), quoted);
        } else if (kind == '+' ? set : !set) {
            otherwise(asked.name(), kind, word);
        } else if (kind != '+') {
            into.putSplit(asked.text(), quoted);
        }
    }

    private void otherwise(String name, char kind, String word) {
        if (kind == '?') {
            into.refuse(name + " has no value here");
        } else {
            if (kind == '=') {
                into.assign(name, into.inner(word).text());
            }
            into.readInner(word, quoted);
        }
    }

    private String changed(String value, String operator, String word) {
        if (operator.startsWith("^") || operator.startsWith(",")) {
            return cased(value, operator);
        }
        int slash = operator.startsWith("/") ? Quoting.wordEnd(word, 0, "/") : word.length();
        Expansion.Result glob = into.inner(word.substring(0, slash));
        Expansion.Result other = into.inner(slash < word.length() ? word.substring(slash + 1) : "");
        into.refuseAll(glob.refused());
        into.refuseAll(other.refused());
        return switch (operator) {
            case "#", "##" -> Globs.withoutPrefix(value, glob.text(), operator.length() == 2);
            case "%", "%%" -> Globs.withoutSuffix(value, glob.text(), operator.length() == 2);
            default -> Globs.replaced(value, glob.text(), other.text(), operator.length() == 2);
        };
    }

    private static String cased(String value, String operator) {
        boolean upper = operator.startsWith("^");
        int end = operator.length() == 2 ? value.length() : Math.min(1, value.length());
        String head = value.substring(0, end);
        return (upper ? head.toUpperCase(Locale.ROOT) : head.toLowerCase(Locale.ROOT)) + value.substring(end);
    }

    private void refuse() {
        into.refuse(Expansion.shown("${" + text + "}") + " is not understood");
    }
}
