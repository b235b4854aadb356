package dev.stave.imports.kubler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Dockerfile.template: its instructions, and the words in it that kubler replaces. */
record Template(String text, List<Instruction> instructions) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_][A-Za-z0-9_]*)\\}");

    /**
     * @param name      in capitals
     * @param arguments in one line, blanks around them taken away
     */
    record Instruction(String name, String arguments, int line) {}

    static Template of(String text) {
        List<Instruction> all = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (isNothing(lines.get(i))) {
                continue;
            }
            int first = i + 1;
            StringBuilder logical = new StringBuilder();
            String line = lines.get(i);
            while (line.stripTrailing().endsWith("\\") && i + 1 < lines.size()) {
                logical.append(line.stripTrailing(), 0, line.stripTrailing().length() - 1);
                line = lines.get(++i);
                while (isNothing(line) && i + 1 < lines.size()) {
                    line = lines.get(++i); // a comment between continued lines is left out
                }
            }
            logical.append(line);
            String[] parts = logical.toString().strip().split("\\s+", 2);
            all.add(new Instruction(
                    parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "", first));
        }
        return new Template(text, List.copyOf(all));
    }

    private static boolean isNothing(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    /** The names that kubler replaces, sorted. */
    List<String> placeholders() {
        TreeSet<String> names = new TreeSet<>();
        for (Instruction instruction : instructions) {
            Matcher matcher = PLACEHOLDER.matcher(instruction.arguments());
            while (matcher.find()) {
                if (isReplaced(matcher.group(1))) {
                    names.add(matcher.group(1));
                }
            }
        }
        return List.copyOf(names);
    }

    static boolean isReplaced(String name) {
        return name.startsWith("BOB_")
                || List.of("IMAGE_PARENT", "NAMESPACE", "TAG", "MAINTAINER", "DEFAULT_BUILDER")
                        .contains(name);
    }

    /** The same with the placeholders replaced by what the function says. */
    Template replaced(Function<String, String> values) {
        List<Instruction> all = new ArrayList<>();
        for (Instruction instruction : instructions) {
            String arguments = PLACEHOLDER
                    .matcher(instruction.arguments())
                    .replaceAll(match -> Matcher.quoteReplacement(
                            isReplaced(match.group(1)) ? values.apply(match.group(1)) : match.group()));
            all.add(new Instruction(instruction.name(), arguments, instruction.line()));
        }
        return new Template(text, List.copyOf(all));
    }

    /** Those of a name. */
    Map<Integer, Instruction> named(String name) {
        Map<Integer, Instruction> found = new java.util.TreeMap<>();
        instructions.stream().filter(i -> i.name().equals(name)).forEach(i -> found.put(i.line(), i));
        return found;
    }
}
