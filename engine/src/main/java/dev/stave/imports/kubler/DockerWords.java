package dev.stave.imports.kubler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a Dockerfile's instructions, as Docker reads them. */
final class DockerWords {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

    private DockerWords() {}

    /** The words of CMD and its like: a JSON array, else a line for the shell. */
    static List<String> command(String text) {
        return array(text).orElseGet(() -> List.of("/bin/sh", "-c", text));
    }

    /** A JSON array of texts; empty where it is none, so that Docker takes it for a line. */
    static Optional<List<String>> array(String text) {
        String json = text.strip();
        if (!json.startsWith("[") || !json.endsWith("]")) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        int at = blanks(json, 1);
        while (at < json.length() - 1) {
            int end = endOfText(json, at);
            if (end < 0) {
                return Optional.empty();
            }
            words.add(unescaped(json.substring(at + 1, end - 1)));
            at = blanks(json, end);
            boolean more = json.charAt(at) == ',';
            at = blanks(json, more ? at + 1 : at);
            if (more == (at == json.length() - 1)) {
                return Optional.empty();
            }
        }
        return Optional.of(words);
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfText(String json, int from) {
        if (json.charAt(from) != '"') {
            return -1;
        }
        for (int i = from + 1; i < json.length(); i++) {
            if (json.charAt(i) == '\\') {
                i++;
            } else if (json.charAt(i) == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char next = text.charAt(++i);
            boolean code = next == 'u' && text.length() >= i + 5;
            plain.append(
                    code
                            ? (char) Integer.parseInt(text.substring(i + 1, i + 5), 16)
                            : switch (next) {
                                case 'n' -> '\n';
                                case 't' -> '\t';
                                case 'r' -> '\r';
                                case 'b' -> '\b';
                                case 'f' -> '\f';
                                default -> next;
                            });
            i += code ? 4 : 0;
        }
        return plain.toString();
    }

    /**
     * Words with their quotes taken away.
     *
     * @param known variables that may be named
     * @return empty where a variable is named that is not known
     */
    static Optional<List<String>> split(String text, Map<String, String> known) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
                begun = true;
            } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote != 0 ? 0 : c;
                begun = true;
            } else if (c == '$' && quote != '\'') {
                Matcher name = VARIABLE.matcher(text).region(i, text.length());
                String value =
                        name.lookingAt() ? known.get(name.group(1) == null ? name.group(2) : name.group(1)) : null;
                if (value == null) {
                    return Optional.empty();
                }
                word.append(value);
                i = name.end() - 1;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return Optional.of(words);
    }
}
