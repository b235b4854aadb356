package dev.stave.module;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, each of the type that is asked for; a null counts as absent. */
record Members(JsonNode object, String what) {
    void refuseOthers(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new UsageException(
                        what + " has no '" + name + "'" + Nearest.hint(name, known),
                        "collection and engine are of different versions: upgrade the older one");
            }
        });
    }

    String text(String name, String otherwise) {
        String text = optional(name);
        return text == null ? otherwise : text;
    }

    @Nullable
    String optional(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        check(node.isTextual(), name, "a text");
        return node.asText();
    }

    boolean flag(String name) {
        JsonNode node = object.path(name);
        boolean absent = node.isMissingNode() || node.isNull();
        check(absent || node.isBoolean(), name, "true or false");
        return node.asBoolean(false);
    }

    int number(String name, int otherwise) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        check(node.canConvertToInt() && node.isIntegralNumber(), name, "a number");
        return node.asInt();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode node = object.path(name);
        check(node.isMissingNode() || node.isNull() || node.isArray(), name, "a list of texts");
        for (JsonNode each : node) {
            check(each.isTextual(), name, "a list of texts");
            texts.add(each.asText());
        }
        return texts;
    }

    SortedMap<String, String> map(String name) {
        SortedMap<String, String> map = new TreeMap<>();
        object(name).properties().forEach(each -> {
            check(each.getValue().isTextual(), name, "a map of texts");
            map.put(each.getKey(), each.getValue().asText());
        });
        return map;
    }

    JsonNode object(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        check(node.isObject(), name, "an object");
        return node;
    }

    private void check(boolean right, String name, String wanted) {
        if (!right) {
            throw new UsageException(what + ": '" + name + "' must be " + wanted, "");
        }
    }
}
