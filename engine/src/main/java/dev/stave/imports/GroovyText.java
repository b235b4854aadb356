package dev.stave.imports;

import dev.stave.imports.Value.Block;
import dev.stave.imports.Value.Piece;
import dev.stave.imports.Value.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Values as Groovy writes them. Single quotes throughout: in these a dollar sign is a letter. */
final class GroovyText {
    /** Words that stand for a value. */
    private static final Set<String> FUNCTIONS =
            Set.of("secret", "githubRelease", "registryTags", "fromFile", "fromLabel", "fromPackage");

    private GroovyText() {}

    /** Whether a map stands for what a function gives, such as {@code secret('N')}. */
    static boolean isReference(Block block) {
        return block.entries().size() == 1
                && FUNCTIONS.contains(block.entries().keySet().iterator().next());
    }

    static String key(String key) {
        return key.matches("[A-Za-z_][A-Za-z0-9_]*") ? key : quoted(key);
    }

    /** In one line, wherever it stands. */
    static String inline(Value value) {
        return value.match(
                GroovyText::joined,
                bare -> bare.text(),
                many -> many.values().stream().map(GroovyText::inline).collect(Collectors.joining(", ", "[", "]")),
                block -> isReference(block) ? reference(block) : map(block.entries()));
    }

    static String map(Map<String, Value> entries) {
        return entries.entrySet().stream()
                .map(entry -> key(entry.getKey()) + ": " + inline(entry.getValue()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** What the command line gives, or what the stack says. */
    static String variables(Set<String> names, Block defaults) {
        return names.stream()
                .map(name -> {
                    Value otherwise = defaults.entries().get(name);
                    return key(name) + ": vars(" + quoted(name) + (otherwise == null ? "" : ", " + inline(otherwise))
                            + ")";
                })
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String reference(Block block) {
        Map.Entry<String, Value> only = block.entries().entrySet().iterator().next();
        return only.getKey() + "(" + inline(only.getValue()) + ")";
    }

    /** As a value of a word: a text of several lines stands in lines of its own, its references as an inventory has them. */
    static String argument(Value value, String indent) {
        if (!(value instanceof Text text)
                || text.pieces().stream().noneMatch(p -> p.text().contains("\n"))) {
            return inline(value);
        }
        StringBuilder whole = new StringBuilder();
        Map<String, String> references = new LinkedHashMap<>();
        for (Piece piece : text.pieces()) {
            String placeholder = placeholder(piece);
            whole.append(placeholder);
            if (piece.kind() != Piece.Kind.LITERAL) {
                references.put(placeholder, piece(piece));
            }
        }
        StringBuilder written = new StringBuilder(lines(whole.toString(), indent));
        references.forEach((placeholder, reference) -> written.append('\n')
                .append(indent)
                .append(".replace(")
                .append(quoted(placeholder))
                .append(", ")
                .append(reference)
                .append(')'));
        return written.toString();
    }

    private static String placeholder(Piece piece) {
        boolean plain = piece.text().matches("[A-Za-z_][A-Za-z0-9_]*");
        return switch (piece.kind()) {
            case LITERAL -> piece.text();
            case SOFTWARE ->
                plain
                        ? "{{ software." + piece.text() + ".version }}"
                        : "{{ software[\"" + piece.text() + "\"].version }}";
            case VARIABLE -> "{{ " + piece.text() + " }}";
        };
    }

    /** {@code stripIndent} also takes blanks at the ends of lines, so it is for texts that have none. */
    private static String lines(String text, String indent) {
        boolean strippable = text.lines()
                        .noneMatch(line -> (line.isBlank() && !line.isEmpty()) || line.matches(".*\\s"))
                && text.lines().anyMatch(line -> !line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '\t')
                && text.indexOf('\t') < 0
                && text.indexOf('\r') < 0
                && !text.endsWith("\n\n");
        if (!strippable) {
            return "'''\\\n" + escapedLines(text) + "'''";
        }
        String body =
                text.lines().map(line -> line.isEmpty() ? "" : indent + line).collect(Collectors.joining("\n"));
        return "'''\\\n" + escapedLines(body + (text.endsWith("\n") ? "\n" + indent : "")) + "'''.stripIndent()";
    }

    private static String joined(Text text) {
        List<String> parts = text.pieces().stream().map(GroovyText::piece).toList();
        if (parts.isEmpty()) {
            return "''";
        }
        boolean startsWithText = text.pieces().get(0).kind() == Piece.Kind.LITERAL;
        return (startsWithText || parts.size() == 1 ? "" : "'' + ") + String.join(" + ", parts);
    }

    private static String piece(Piece piece) {
        return switch (piece.kind()) {
            case LITERAL ->
                piece.text().contains("\n") ? "'''\\\n" + escapedLines(piece.text()) + "'''" : quoted(piece.text());
            case SOFTWARE -> "versions[" + quoted(piece.text()) + "]";
            case VARIABLE -> "variables[" + quoted(piece.text()) + "]";
        };
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.chars()
                .forEach(c -> quoted.append(
                        switch (c) {
                            case '\'' -> "\\'";
                            case '\\' -> "\\\\";
                            case '\n' -> "\\n";
                            case '\t' -> "\\t";
                            case '\r' -> "\\r";
                            default -> c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c);
                        }));
        return quoted.append('\'').toString();
    }

    /** The text of a literal in three quotes. */
    private static String escapedLines(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsQuote = c == '\'' && (i + 1 == text.length() || text.startsWith("''", i + 1));
            escaped.append(
                    c == '\\' ? "\\\\" : endsQuote ? "\\'" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : String.valueOf(c));
        }
        return escaped.toString();
    }
}
