package dev.stave.imports.shell;

import dev.stave.model.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one word of a shell comes to: quotes removed, variables replaced, unquoted ones split. What only a running shell
 * could tell is refused and named.
 */
final class Expansion {
    private final ShellScope scope;
    private final Origin at;
    private final boolean splits;
    private final List<String> fields = new ArrayList<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private final StringBuilder field = new StringBuilder();
    private boolean begun;

    private Expansion(ShellScope scope, Origin at, boolean splits) {
        this.scope = scope;
        this.at = at;
        this.splits = splits;
    }

    /**
     * @param fields  one for an assignment's value
     * @param refused why the fields are not all that a shell would make of the word; empty where they are
     */
    record Result(List<String> fields, Set<String> refused) {
        String text() {
            return String.join(" ", fields);
        }
    }

    /** As the value of an assignment: one text, nothing split. */
    static Result value(String word, ShellScope scope, Origin at) {
        Expansion expansion = new Expansion(scope, at, false);
        expansion.begun = true;
        expansion.read(word, false);
        return expansion.result();
    }

    /** As an element of an array, or a word of a command. */
    static Result words(String word, ShellScope scope, Origin at) {
        Expansion expansion = new Expansion(scope, at, true);
        expansion.read(word, false);
        return expansion.result();
    }

    private Result result() {
        end();
        return new Result(List.copyOf(fields), refused);
    }

    private void end() {
        if (begun) {
            fields.add(field.toString());
        }
        field.setLength(0);
        begun = false;
    }

    private void read(String text, boolean quoted) {
        int i = 0;
        if (!quoted && fields.isEmpty() && field.length() == 0 && text.matches("(?s)~(/.*)?")) {
            put(scope.text("HOME"));
            i = 1;
        }
        while (i < text.length()) {
            i = piece(text, i, quoted);
        }
    }

    private int piece(String text, int i, boolean quoted) {
        char c = text.charAt(i);
        int end = quoted ? Quoting.stepInQuotes(text, i) : Quoting.step(text, i);
        if (c == '$' && end > i + 1) {
            dollar(text.substring(i, Math.min(end, text.length())), quoted);
            return end;
        }
        if (c == '`') {
            refused.add(shown(text.substring(i, Math.min(end, text.length()))) + " would have to be run");
            return end;
        }
        if (c == '$' && i + 1 < text.length() && isNameStart(text.charAt(i + 1))) {
            int stop = i + 1;
            while (stop < text.length() && isName(text.charAt(stop))) {
                stop++;
            }
            new Parameter(this, text.substring(i + 1, stop), quoted).expand();
            return stop;
        }
        if (c == '$' && i + 1 < text.length() && "0123456789@*#?$!-".indexOf(text.charAt(i + 1)) >= 0) {
            refused.add(text.substring(i, i + 2) + " is only known when it runs");
            return i + 2;
        }
        return literal(text, i, quoted);
    }

    private int literal(String text, int i, boolean quoted) {
        char c = text.charAt(i);
        int end = Math.min(Quoting.step(text, i), text.length());
        begun = true;
        if (c == '\\') {
            char next = i + 1 < text.length() ? text.charAt(i + 1) : '\\';
            boolean kept = quoted && "$`\"\\\n".indexOf(next) < 0;
            put((kept ? "\\" : "") + (next == '\n' ? "" : next));
        } else if (c == '\'' && !quoted) {
            put(text.substring(i + 1, Math.max(i + 1, end - 1)));
        } else if (c == '"') {
            read(text.substring(i + 1, Math.max(i + 1, end - 1)), true);
        } else {
            put(String.valueOf(c));
            return i + 1;
        }
        return end;
    }

    private void dollar(String piece, boolean quoted) {
        if (piece.startsWith("$((")) {
            refused.add(shown(piece) + " is arithmetic");
        } else if (piece.startsWith("$(")) {
            refused.add(shown(piece) + " would have to be run");
        } else if (piece.startsWith("$'")) {
            put(escapes(piece.substring(2, piece.length() - 1)));
        } else {
            new Parameter(this, piece.substring(2, Math.max(2, piece.length() - 1)), quoted).expand();
        }
    }

    private static String escapes(String text) {
        return text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\'", "'")
                .replace("\\\\", "\\");
    }

    /** The piece in one line, not too long. */
    static String shown(String piece) {
        String line = piece.replaceAll("\\s+", " ");
        return "'" + (line.length() > 60 ? line.substring(0, 57) + "…" : line) + "'";
    }

    void put(String text) {
        begun = true;
        field.append(text);
    }

    /** A variable's text, split at blanks where it is not quoted. */
    void putSplit(String text, boolean quoted) {
        if (quoted || !splits) {
            put(text);
            return;
        }
        String[] parts = text.split("\\s+", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                end();
            }
            if (!parts[i].isEmpty()) {
                put(parts[i]);
            }
        }
    }

    /** The elements of an array. */
    void putAll(List<String> elements, boolean quoted, boolean joined) {
        if (!splits || joined) {
            putSplit(String.join(" ", elements), quoted);
            return;
        }
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                end();
            }
            putSplit(elements.get(i), quoted);
        }
    }

    void readInner(String word, boolean quoted) {
        read(word, quoted);
    }

    Result inner(String word) {
        return value(word, scope, at);
    }

    void refuse(String why) {
        refused.add(why);
    }

    void refuseAll(Set<String> more) {
        refused.addAll(more);
    }

    Optional<ShellValue> variable(String name) {
        return scope.get(name);
    }

    void assign(String name, String text) {
        scope.set(name, ShellValue.of(text, at));
    }

    private static boolean isNameStart(char c) {
        return c == '_' || (c < 128 && Character.isLetter(c));
    }

    private static boolean isName(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9');
    }
}
