package dev.stave.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile's instructions with their lines joined, by the rules of the Dockerfile reference: parser directives,
 * comments, continuation lines, here-documents.
 */
final class DockerfileText {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(\\S.*?)\\s*");
    private static final Pattern HEREDOC = Pattern.compile("<<(-?)\\s*([\"']?)([A-Za-z_][A-Za-z0-9_.]*)\\2");
    private static final Set<String> WITH_HEREDOC = Set.of("RUN", "COPY", "ADD");

    private final String text;
    private final List<LogicalLine> instructions = new ArrayList<>();
    private Optional<LogicalLine> syntax = Optional.empty();
    private char escape = '\\';
    private int position;
    private int line;

    DockerfileText(String text) {
        this.text = text;
        this.position = text.startsWith("\uFEFF") ? 1 : 0;
        directives();
        while (position < text.length()) {
            instruction();
        }
    }

    List<LogicalLine> instructions() {
        return List.copyOf(instructions);
    }

    /** The value of {@code # syntax=}. */
    Optional<LogicalLine> syntax() {
        return syntax;
    }

    char escape() {
        return escape;
    }

    /** Only the first lines can be directives: whatever else comes ends them, a plain comment too. */
    private void directives() {
        while (position < text.length()) {
            int end = lineEnd(position);
            Matcher directive = DIRECTIVE.matcher(text).region(position, end);
            if (!directive.matches()) {
                return;
            }
            line++;
            String name = directive.group(1).toLowerCase(java.util.Locale.ROOT);
            if (name.equals("escape") && directive.group(2).equals("`")) {
                escape = '`';
            } else if (name.equals("syntax") && syntax.isEmpty()) {
                syntax = Optional.of(part(directive.start(2), directive.end(2)));
            }
            position = Math.min(text.length(), end + 1);
        }
    }

    private LogicalLine part(int from, int to) {
        int[] offsets = new int[to - from];
        java.util.Arrays.setAll(offsets, i -> from + i);
        return new LogicalLine(line, text.substring(from, to), offsets);
    }

    private void instruction() {
        StringBuilder joined = new StringBuilder();
        List<Integer> offsets = new ArrayList<>();
        int first = 0;
        boolean more = true;
        while (more && position < text.length()) {
            int start = position;
            int end = lineEnd(start);
            line++;
            position = Math.min(text.length(), end + 1);
            String content = text.substring(start, end);
            if (content.isBlank() || content.strip().startsWith("#")) {
                more = !joined.isEmpty();
                continue;
            }
            first = first == 0 ? line : first;
            int kept = continuation(content);
            more = kept >= 0;
            for (int i = 0; i < (more ? kept : content.length()); i++) {
                joined.append(content.charAt(i));
                offsets.add(start + i);
            }
        }
        if (!joined.toString().isBlank()) {
            LogicalLine whole = new LogicalLine(
                    first, joined.toString(), offsets.stream().mapToInt(i -> i).toArray());
            instructions.add(whole);
            skipHeredocs(whole);
        }
    }

    /** How much of the line stands before its escape character at the end; -1 where it has none. */
    private int continuation(String content) {
        String trimmed = content.stripTrailing();
        boolean continues = !trimmed.isEmpty() && trimmed.charAt(trimmed.length() - 1) == escape;
        return continues ? trimmed.length() - 1 : -1;
    }

    private void skipHeredocs(LogicalLine instruction) {
        if (!WITH_HEREDOC.contains(instruction.name())) {
            return;
        }
        Matcher heredoc = HEREDOC.matcher(instruction.text());
        while (heredoc.find()) {
            boolean tabs = !heredoc.group(1).isEmpty();
            boolean open = true;
            while (open && position < text.length()) {
                int end = lineEnd(position);
                String content = text.substring(position, end).replaceFirst("\r$", "");
                open = !(tabs ? content.replaceFirst("^\t+", "") : content).equals(heredoc.group(3));
                line++;
                position = Math.min(text.length(), end + 1);
            }
        }
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
