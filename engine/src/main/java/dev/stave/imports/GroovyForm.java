package dev.stave.imports;

import dev.stave.imports.Value.Block;
import dev.stave.imports.Value.Many;
import dev.stave.imports.Value.Piece.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** The Groovy form: maps of named things become words of their own, the rest is written as it is nested. */
public final class GroovyForm implements StackForm {
    private static final int WIDTH = 120;
    private static final String STEP = "    ";
    /** Maps whose entries are written one by one: the setting, and the word for an entry. */
    private static final Map<String, String> ONE_BY_ONE = Map.of(
            "useFlags",
            "useFlags",
            "keywords",
            "keywords",
            "licenses",
            "licenses",
            "overlays",
            "overlay",
            "hosts",
            "host",
            "software",
            "software");

    private static final Map<String, String> DECLARING = Map.of("builders", "builder", "images", "image");
    private static final Set<String> NESTED = Set.of("rootfs", "scan");
    /** Blocks whose first setting is the word's own value. */
    private static final Map<String, String> VALUE_FIRST = Map.of(
            "version", "value", "dockerfile", "file", "script", "file", "mirror", "source", "healthcheck", "command");

    @Override
    public String write(Imported imported) {
        StringBuilder text = new StringBuilder(imported.comment().isEmpty() ? "" : "// " + imported.comment() + "\n");
        SortedSet<String> software = StackForm.named(imported.stack(), Kind.SOFTWARE);
        Block stack = imported.stack();
        if (!software.isEmpty() && stack.entries().get("software") instanceof Block table) {
            // the Groovy form has no word for a version that is pinned, so it stands in a variable
            text.append("def versions = ")
                    .append(GroovyText.map(versions(table)))
                    .append("\n\n");
        }
        SortedSet<String> variables = StackForm.named(stack, Kind.VARIABLE);
        if (!variables.isEmpty() && stack.entries().get("vars") instanceof Block vars) {
            text.append("def variables = ")
                    .append(GroovyText.variables(variables, vars))
                    .append("\n\n");
        }
        text.append("stack(").append(GroovyText.quoted(imported.name())).append(") {\n");
        stack.entries().forEach((key, value) -> {
            if (!key.equals("vars")) {
                setting(text, key, value, STEP);
            }
        });
        text.append("}\n");
        return text + StackForm.ending(imported.notes(), "//");
    }

    @Override
    public String added(String stack, String kind, String name, Block settings) {
        StringBuilder text = new StringBuilder();
        declared(text, DECLARING.getOrDefault(kind, kind), name, settings, STEP);
        List<String> lines = new ArrayList<>(stack.lines().toList());
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).equals("}")) {
                lines.addAll(i, text.toString().lines().toList());
                return String.join("\n", lines) + "\n";
            }
        }
        throw StackForm.noPlace(text.toString());
    }

    private static Map<String, Value> versions(Block software) {
        Map<String, Value> versions = new LinkedHashMap<>();
        software.entries().forEach((name, settings) -> {
            if (settings instanceof Block block && block.entries().containsKey("version")) {
                versions.put(name, block.entries().get("version"));
            }
        });
        return versions;
    }

    private void setting(StringBuilder text, String key, Value value, String indent) {
        if (value instanceof Block block && DECLARING.containsKey(key)) {
            block.entries().forEach((name, inner) -> declared(text, DECLARING.get(key), name, (Block) inner, indent));
        } else if (value instanceof Block block && ONE_BY_ONE.containsKey(key)) {
            block.entries().forEach((name, inner) -> line(text, entry(ONE_BY_ONE.get(key), name, inner), indent));
        } else if (value instanceof Block block && NESTED.contains(key)) {
            block(text, key, block, indent);
        } else if (value instanceof Many many && key.equals("files")) {
            StringBuilder copies = new StringBuilder();
            many.values().forEach(copy -> line(copies, copy((Block) copy), indent + STEP));
            boolean one = many.values().size() == 1 && copies.length() < WIDTH - STEP.length() * 3;
            text.append(indent).append("files {");
            text.append(one ? " " + copies.toString().strip() + " }\n" : "\n" + copies + indent + "}\n");
        } else if (key.equals("test")) {
            tests(value).forEach(test -> line(text, test, indent));
        } else if (value instanceof Many many && key.equals("add")) {
            many.values().forEach(tree -> line(text, new Word("add", List.of(), ((Block) tree).entries()), indent));
        } else {
            line(text, word(key, value), indent);
        }
    }

    private void declared(StringBuilder text, String word, String name, Block body, String indent) {
        if (!text.toString().endsWith("{\n")) {
            text.append('\n');
        }
        if (!body.comment().isEmpty()) {
            text.append(indent).append("// ").append(body.comment()).append('\n');
        }
        block(text, word + "(" + GroovyText.quoted(name) + ")", body, indent);
    }

    private void block(StringBuilder text, String head, Block body, String indent) {
        StringBuilder inner = new StringBuilder();
        body.entries().forEach((key, value) -> setting(inner, key, value, indent + STEP));
        List<String> lines = inner.toString().lines().map(String::strip).toList();
        String oneLine = indent + head + " { " + String.join("; ", lines) + " }";
        boolean nests =
                lines.stream().anyMatch(line -> line.endsWith("{") || line.endsWith(",") || line.contains("'''"));
        if (!nests && lines.size() <= 3 && oneLine.length() <= WIDTH) {
            text.append(oneLine).append('\n');
        } else {
            text.append(indent)
                    .append(head)
                    .append(" {\n")
                    .append(inner)
                    .append(indent)
                    .append("}\n");
        }
    }

    /**
     * A word with what follows it.
     *
     * @param values by position
     * @param named  by name, written first
     */
    private record Word(String name, List<Value> values, Map<String, Value> named) {}

    private static Word word(String key, Value value) {
        if (value instanceof Many many) {
            return new Word(key, positional(many), Map.of());
        }
        if (!(value instanceof Block block) || GroovyText.isReference(block)) {
            return new Word(key, List.of(value), Map.of());
        }
        String first = VALUE_FIRST.getOrDefault(key, "");
        Value own = block.entries().get(first);
        if (own == null) {
            return new Word(key, List.of(), block.entries());
        }
        Map<String, Value> rest = new LinkedHashMap<>(block.entries());
        rest.remove(first);
        return new Word(key, own instanceof Many many ? positional(many) : List.of(own), rest);
    }

    /** One text with a blank in it would be taken for a sentence: it stays a list. */
    private static List<Value> positional(Many many) {
        boolean sentence = many.values().size() == 1
                && many.values().get(0) instanceof Value.Text text
                && text.literal().matches("(?s).*\\s.*");
        return sentence ? List.of(many) : many.values();
    }

    private static Word entry(String word, String name, Value value) {
        List<Value> values = new ArrayList<>(List.of(Value.of(name)));
        if (value instanceof Block block) {
            return new Word(word, values, block.entries());
        }
        values.addAll(value instanceof Many many ? many.values() : List.of(value));
        return new Word(word, values, Map.of());
    }

    private static Word copy(Block copy) {
        Map<String, Value> rest = new LinkedHashMap<>(copy.entries());
        Value from = rest.remove("copy");
        return new Word("copy", from == null ? List.of() : List.of(from), rest);
    }

    private static List<Word> tests(Value value) {
        boolean blocks = value instanceof Many many && many.values().stream().anyMatch(v -> v instanceof Block);
        List<Value> all = blocks ? ((Many) value).values() : List.of(value);
        return all.stream().map(GroovyForm::test).toList();
    }

    private static Word test(Value value) {
        if (!(value instanceof Block block)) {
            return word("test", value);
        }
        Map<String, Value> rest = new LinkedHashMap<>(block.entries());
        String kind = rest.keySet().iterator().next();
        Value own = java.util.Objects.requireNonNull(rest.remove(kind));
        return switch (kind) {
            case "script" -> new Word("testScript", List.of(own), rest);
            case "label" -> new Word("testLabel", List.of(own), rest);
            case "healthy" -> new Word("healthy", List.of(), ((Block) own).entries());
            default -> new Word("test", own instanceof Many many ? positional(many) : List.of(own), rest);
        };
    }

    private static void line(StringBuilder text, Word word, String indent) {
        List<String> parts = new ArrayList<>();
        boolean afterName = ONE_BY_ONE.containsValue(word.name())
                || List.of("copy", "dockerfile", "script", "mirror", "version", "test")
                        .contains(word.name());
        List<String> named = new ArrayList<>();
        word.named().forEach((key, value) -> named.add(GroovyText.key(key) + ": " + GroovyText.inline(value)));
        if (!afterName) {
            parts.addAll(named);
        }
        word.values().forEach(value -> parts.add(GroovyText.argument(value, indent + STEP)));
        if (afterName) {
            parts.addAll(named);
        }
        if (parts.size() == 1 && parts.get(0).startsWith("[")) {
            parts.set(0, "(" + parts.get(0) + ")"); // a bracket after a name would be an index
        }
        String oneLine = indent
                + word.name()
                + (parts.isEmpty()
                        ? "()"
                        : parts.get(0).startsWith("(") ? parts.get(0) : " " + String.join(", ", parts));
        boolean fits = oneLine.lines().findFirst().orElse("").length() <= WIDTH || parts.size() == 1;
        text.append(fits ? oneLine : indent + word.name() + " " + folded(parts, indent + STEP + STEP))
                .append('\n');
    }

    /** As many as fit into a line. */
    private static String folded(List<String> parts, String indent) {
        StringBuilder text = new StringBuilder();
        int width = WIDTH;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i) + (i < parts.size() - 1 ? "," : "");
            if (i > 0 && width + part.length() + 1 > WIDTH - indent.length()) {
                text.append('\n').append(indent);
                width = 0;
            } else if (i > 0) {
                text.append(' ');
            } else {
                width = 0;
            }
            text.append(part);
            width += part.length() + 1;
        }
        return text.toString();
    }
}
