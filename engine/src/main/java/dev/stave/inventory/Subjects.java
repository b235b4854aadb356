package dev.stave.inventory;

import dev.stave.inventory.Node.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The same for the parts of one stack, where the short name of an image does if no other image has it. */
    static final class Within {
        private final Map<String, Integer> images = new HashMap<>();

        Within(Fields root) {
            Node table = root.nodes().get("images");
            Set<String> names = table == null
                    ? Set.of()
                    : table.match(text -> Set.of(), items -> Set.of(), fields -> fields.nodes()
                            .keySet());
            names.forEach(name -> images.merge(last(name), 1, Integer::sum));
        }

        String of(String setting, String name) {
            boolean isShort = setting.equals("images") && images.getOrDefault(last(name), 0) == 1;
            return Subjects.of(setting, isShort ? last(name) : name);
        }
    }
}
