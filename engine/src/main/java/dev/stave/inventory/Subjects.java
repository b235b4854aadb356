package dev.stave.inventory;

import dev.stave.inventory.Node.Fields;
import java.util.Map;

/** What messages call the parts of a stack: {@code image 'nginx'}. */
public final class Subjects {
    private static final Map<String, String> DECLARED =
            Map.of("images", "image", "builders", "builder", "hosts", "host", "software", "software");

    private Subjects() {}

    /** Whether the entries of this setting are things of their own. */
    public static boolean declares(String setting) {
        return DECLARED.containsKey(setting);
    }

    /** Of the entry {@code name} of a setting of the stack; {@code stack} where its entries are nothing of their own. */
    public static String of(String setting, String name) {
        String word = DECLARED.get(setting);
        return word == null ? "stack" : word + " '" + name + "'";
    }

    /** The same, with the short name of an image where that is enough. */
    static String of(String setting, String name, Fields root) {
        Node table = root.nodes().get(setting);
        return of(setting, table == null || !setting.equals("images") ? name : shortest(name, table));
    }

    private static String shortest(String name, Node table) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (last.equals(name)) {
            return name;
        }
        String end = "/" + last;
        long same = table.match(text -> 0L, items -> 0L, fields -> fields.nodes().keySet().stream()
                .filter(other -> other.equals(last) || other.endsWith(end))
                .count());
        return same == 1 ? last : name;
    }
}
