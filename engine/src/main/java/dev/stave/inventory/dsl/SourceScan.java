package dev.stave.inventory.dsl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds what most often keeps a stack from being Groovy, and where it begins: a bracket or a quote that is not closed, a
 * {@code $(…)} in double quotes. Groovy's own message names the place where its parser gave up, often the last line.
 */
final class SourceScan {
    private record Opened(char bracket, int line, int indent) {}

    private final String text;
    private final Deque<Opened> open = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private Optional<Compiled.Finding> first = Optional.empty();
    private Optional<Compiled.Finding> outOfLine = Optional.empty();
    private boolean certain = true;

    private SourceScan(String text) {
        this.text = text;
    }

    /** What is wrong with a text that Groovy did not take. */
    static Optional<Compiled.Finding> finding(String text) {
        return new SourceScan(text).scan();
    }

    /** A {@code $(…)} in double quotes, where it is sure to be one. */
    static Optional<Compiled.Finding> shellInText(String text) {
        SourceScan scan = new SourceScan(text);
        return scan.scan().filter(found -> scan.certain && found.message().contains("'$"));
    }

    private Optional<Compiled.Finding> scan() {
        if (text.startsWith("#!")) {
            skipLine();
        }
        while (at < text.length() && first.isEmpty()) {
            step();
        }
        if (first.isEmpty() && !open.isEmpty()) {
            first = outOfLine.or(() -> Optional.of(never(open.peek())));
        }
        return first;
    }

    private void step() {
        char c = text.charAt(at);
        if (text.startsWith("//", at)) {
            skipLine();
        } else if (text.startsWith("/*", at)) {
            through("*/", line);
        } else if (c == '\'' || c == '"') {
            quoted(c);
        } else if (c == '/' && beginsPattern()) {
            certain = false;
            slashed();
        } else {
            bracket(c);
            next();
        }
    }

    private void bracket(char c) {
        if ("([{".indexOf(c) >= 0) {
            open.push(new Opened(c, line, indentOfLine()));
        } else if (")]}".indexOf(c) >= 0) {
            close(c);
        }
    }

    private void close(char c) {
        if (open.isEmpty()) {
            find(line, "'" + c + "' closes nothing");
            return;
        }
        Opened opened = open.pop();
        if (")]}".indexOf(c) != "([{".indexOf(opened.bracket())) {
            first = Optional.of(never(opened));
        } else if (outOfLine.isEmpty()
                && opened.line() != line
                && indentOfLine() != opened.indent()
                && text.substring(lineStart(), at).isBlank()) {
            outOfLine = Optional.of(never(opened));
        }
    }

    private static Compiled.Finding never(Opened opened) {
        return new Compiled.Finding(
                opened.line(), "", "not valid Groovy: the '" + opened.bracket() + "' of this line is not closed");
    }

    private void quoted(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        boolean many = text.startsWith(triple, at);
        int begun = line;
        at += many ? 3 : 1;
        while (at < text.length() && first.isEmpty()) {
            char c = text.charAt(at);
            if (many ? text.startsWith(triple, at) : c == quote) {
                at += many ? 3 : 1;
                return;
            }
            if (c == '\n' && !many) {
                break;
            }
            if (c == '$' && quote == '"') {
                dollar();
            }
            at += c == '\\' ? 1 : 0;
            next();
        }
        find(begun, "a text begins with " + (many ? triple : String.valueOf(quote)) + " in this line and does not end");
    }

    private void dollar() {
        char after = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (after == '{') {
            int depth = 0;
            do {
                depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
                next();
            } while (at < text.length() && (depth > 0 || text.charAt(at - 1) == '$'));
            at--;
        } else if (!Character.isJavaIdentifierStart(after)) {
            find(line, "'$" + after + "' cannot stand in a double-quoted text; use single quotes");
        }
    }

    /** A slash after a value divides; anywhere else it begins a pattern. */
    private boolean beginsPattern() {
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before < 0 || "(,=[{:?!~&|;<>+\n".indexOf(text.charAt(before)) >= 0;
    }

    private void slashed() {
        at++;
        while (at < text.length() && text.charAt(at) != '/') {
            at += text.charAt(at) == '\\' ? 1 : 0;
            next();
        }
        at++;
    }

    private void through(String end, int begun) {
        at += 2;
        while (at < text.length() && !text.startsWith(end, at)) {
            next();
        }
        if (at >= text.length()) {
            find(begun, "a comment begins in this line and does not end");
        }
        at += end.length();
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void next() {
        line += at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
        at++;
    }

    private int lineStart() {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    private int indentOfLine() {
        int start = lineStart();
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return end - start;
    }

    private void find(int where, String what) {
        if (first.isEmpty()) {
            first = Optional.of(new Compiled.Finding(where, "", "not valid Groovy: " + what));
        }
    }
}
