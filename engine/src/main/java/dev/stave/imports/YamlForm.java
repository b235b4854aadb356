package dev.stave.imports;

import dev.stave.imports.Value.Block;
import dev.stave.imports.Value.Many;
import dev.stave.imports.Value.Piece;
import dev.stave.imports.Value.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The YAML form. Texts are quoted unless nobody could take them for something else. */
public final class YamlForm implements StackForm {
    private static final int WIDTH = 120;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*");
    private static final Set<String> NOT_TEXT =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "~");
    /** Maps of things that have names of their own: one below the other, with a blank line between. */
    private static final Set<String> DECLARING = Set.of("images", "builders");

    @Override
    public String write(Imported imported) {
        StringBuilder text = new StringBuilder(imported.comment().isEmpty() ? "" : "# " + imported.comment() + "\n");
        text.append("stack: ").append(scalar(imported.name())).append('\n');
        entries(text, imported.stack().entries(), "");
        return text + StackForm.ending(imported.notes(), "#");
    }

    @Override
    public String added(String stack, String kind, String name, Block settings) {
        StringBuilder text = new StringBuilder();
        entries(text, Map.of(name, settings), "  ");
        List<String> lines = new java.util.ArrayList<>(stack.lines().toList());
        int head = lines.indexOf(kind + ":");
        boolean elsewhere = lines.stream().anyMatch(line -> line.startsWith(kind + ":")) && head < 0;
        if (elsewhere || text.toString().isBlank()) {
            throw StackForm.noPlace(text.toString());
        }
        if (head < 0) {
            lines.add(kind + ":");
            head = lines.size() - 1;
        }
        int end = head + 1;
        for (int i = end;
                i < lines.size() && (lines.get(i).isBlank() || lines.get(i).startsWith(" "));
                i++) {
            end = lines.get(i).isBlank() ? end : i + 1;
        }
        lines.addAll(end, text.toString().lines().toList());
        return String.join("\n", lines) + "\n";
    }

    private void entries(StringBuilder text, Map<String, Value> entries, String indent) {
        entries.forEach((key, value) -> {
            comment(text, value, indent);
            text.append(indent).append(key(key)).append(':');
            value(text, value, indent, DECLARING.contains(key));
        });
    }

    private static void comment(StringBuilder text, Value value, String indent) {
        if (value instanceof Block block && !block.comment().isEmpty()) {
            text.append(indent).append("# ").append(block.comment()).append('\n');
        }
    }

    private void value(StringBuilder text, Value value, String indent, boolean declares) {
        String flow = declares ? "" : flow(value);
        if (!flow.isEmpty() && indent.length() + flow.length() < WIDTH - 20) {
            text.append(' ').append(flow).append('\n');
            return;
        }
        value.match(
                one -> text.append(' ').append(multiLine(one, indent)).append('\n'),
                bare -> text.append(' ').append(bare.text()).append('\n'),
                many -> items(text, many, indent),
                block -> {
                    text.append('\n');
                    entries(text, block.entries(), indent + "  ");
                    return text;
                });
    }

    private StringBuilder items(StringBuilder text, Many many, String indent) {
        text.append('\n');
        for (Value value : many.values()) {
            String flow = flow(value);
            text.append(indent).append("  -");
            if (!flow.isEmpty()) {
                text.append(' ').append(flow).append('\n');
            } else if (value instanceof Text one) {
                text.append(' ').append(multiLine(one, indent + "  ")).append('\n');
            } else {
                text.append('\n');
                value(text, value, indent + "  ", false);
            }
        }
        return text;
    }

    /** In one line; empty where that cannot be, or would hide a comment. */
    private static String flow(Value value) {
        return value.match(
                text -> raw(text).contains("\n") ? "" : scalar(raw(text)),
                bare -> bare.text(),
                many -> joined(many.values().stream().map(YamlForm::inFlow).toList(), "[", "]"),
                block -> block.entries().values().stream().anyMatch(YamlForm::isCommented)
                        ? ""
                        : joined(
                                block.entries().entrySet().stream()
                                        .map(entry -> withKey(entry.getKey(), inFlow(entry.getValue())))
                                        .toList(),
                                "{",
                                "}"));
    }

    private static String withKey(String key, String value) {
        return value.isEmpty() ? "" : key(key) + ": " + value;
    }

    private static boolean isCommented(Value value) {
        return value instanceof Block block && !block.comment().isEmpty();
    }

    private static String inFlow(Value value) {
        return flow(value);
    }

    private static String joined(List<String> parts, String open, String close) {
        return parts.stream().anyMatch(String::isEmpty)
                ? ""
                : parts.stream().collect(Collectors.joining(", ", open, close));
    }

    /** Literal block text where it can be one, which keeps a script readable. */
    private static String multiLine(Text text, String indent) {
        String raw = raw(text);
        boolean block = raw.contains("\n")
                && raw.lines()
                        .findFirst()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .isPresent()
                && raw.chars()
                        .noneMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7f || c == 0x85 || c == 0xfeff);
        if (!block) {
            return scalar(raw);
        }
        int ends = raw.length() - raw.replaceFirst("\n+$", "").length();
        String chomp = ends == 0 ? "-" : ends == 1 ? "" : "+";
        String body = raw.replaceFirst("\n$", "")
                .lines()
                .map(line -> line.isEmpty() ? "" : indent + "  " + line)
                .collect(Collectors.joining("\n"));
        String blank = ends > 1 ? "\n".repeat(ends - 1) : "";
        return "|" + chomp + "\n" + body.stripTrailing() + blank;
    }

    /** The text with its references; what would be taken for one is written with two dollar signs. */
    private static String raw(Text text) {
        StringBuilder raw = new StringBuilder();
        for (Piece piece : text.pieces()) {
            raw.append(
                    switch (piece.kind()) {
                        case LITERAL -> piece.text().replaceAll("\\$(\\$\\{|\\{(software|env|vars)\\.)", "\\$\\$$1");
                        case SOFTWARE -> "${software." + piece.text() + ".version}";
                        case VARIABLE -> "${vars." + piece.text() + "}";
                    });
        }
        return raw.toString();
    }

    private static String key(String key) {
        return scalar(key);
    }

    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(java.util.Locale.ROOT))) {
            return text;
        }
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != 0x85 && c != 0xfeff);
        return printable ? "'" + text.replace("'", "''") + "'" : "\"" + escaped(text) + "\"";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(c -> escaped.append(
                        switch (c) {
                            case '"' -> "\\\"";
                            case '\\' -> "\\\\";
                            case '\n' -> "\\n";
                            case '\t' -> "\\t";
                            default ->
                                c < ' ' || c == 0x7f || c == 0x85 || c == 0xfeff
                                        ? String.format("\\u%04X", c)
                                        : String.valueOf((char) c);
                        }));
        return escaped.toString();
    }
}
