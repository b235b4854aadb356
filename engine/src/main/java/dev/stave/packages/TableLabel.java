package dev.stave.packages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as one line of JSON: an array for each package, of name, version, slot, repository, USE flags with spaces
 * between, licence, and {@code hook} where a hook installed it. More elements of an array are left for later versions.
 */
final class TableLabel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOOK = "hook";
    private static final int FIELDS = 6;

    private TableLabel() {}

    static String write(PackageTable table) {
        ArrayNode root = JSON.createArrayNode();
        for (PortagePackage one : table.packages()) {
            ArrayNode fields = root.addArray();
            fields.add(one.name()).add(one.version()).add(one.slot()).add(one.repository());
            fields.add(String.join(" ", one.useFlags())).add(one.licence());
            if (one.byHook()) {
                fields.add(HOOK);
            }
        }
        return root.toString();
    }

    static PackageTable read(String label) {
        try {
            JsonNode root = JSON.readTree(label);
            if (!root.isArray()) {
                throw unreadable(null);
            }
            List<PortagePackage> packages = new ArrayList<>();
            for (JsonNode fields : root) {
                if (fields.size() < FIELDS) {
                    throw unreadable(null);
                }
                packages.add(new PortagePackage(
                        fields.path(0).asText(),
                        fields.path(1).asText(),
                        fields.path(2).asText(),
                        fields.path(3).asText(),
                        words(fields.path(4).asText()),
                        fields.path(5).asText(),
                        fields.path(FIELDS).asText().equals(HOOK)));
            }
            return new PackageTable(packages);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static PackageListException unreadable(@org.jspecify.annotations.Nullable Throwable cause) {
        return new PackageListException(
                "its label " + PackageTable.LABEL + " is no list of packages that Stave wrote",
                "build the image again, or remove the label where something else set it",
                cause);
    }
}
