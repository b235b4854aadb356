package dev.stave.version.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blocks of {@code key: value} lines with an empty line between them; lines that begin with a space are left out. */
final class Stanzas {
    private Stanzas() {}

    static List<Map<String, String>> read(byte[] file) {
        List<Map<String, String>> all = new ArrayList<>();
        Map<String, String> current = new HashMap<>();
        for (String line : new String(file, StandardCharsets.UTF_8).split("\n", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                if (!current.isEmpty()) {
                    all.add(current);
                    current = new HashMap<>();
                }
            } else if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                current.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        if (!current.isEmpty()) {
            all.add(current);
        }
        return all;
    }
}
