package dev.stave.inventory.dsl;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a setting is written. The compiled script carries it as text: {@code LINE WORD}, and for each value on a further
 * line {@code PATH=LINE}. A path is a position or a key, with dots between the levels.
 */
record Place(int line, String word, Map<String, Integer> lines) {
    static Place parse(String text) {
        String[] parts = text.split(" ");
        Map<String, Integer> lines = new HashMap<>();
        for (int i = 2; i < parts.length; i++) {
            int equals = parts[i].lastIndexOf('=');
            lines.put(parts[i].substring(0, equals), Integer.valueOf(parts[i].substring(equals + 1)));
        }
        return new Place(Integer.parseInt(parts[0]), parts[1], lines);
    }

    /** The line of a value, which is that of the innermost one around it where it is not known. */
    int lineOf(String path) {
        String at = path;
        while (!lines.containsKey(at)) {
            int dot = at.lastIndexOf('.');
            if (dot < 0) {
                return line;
            }
            at = at.substring(0, dot);
        }
        return lines.get(at);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(line).append(' ').append(word);
        lines.forEach((path, at) -> text.append(' ').append(path).append('=').append(at));
        return text.toString();
    }
}
