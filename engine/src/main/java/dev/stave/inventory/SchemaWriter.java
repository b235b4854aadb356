package dev.stave.inventory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.inventory.Shape.Block;
import dev.stave.inventory.Shape.Word;
import java.util.List;

/** Writes the table of settings as a JSON Schema (draft 2020-12) of the YAML form. */
public final class SchemaWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String INTERPOLATED = "\\$\\{(software|env|vars)\\.";

    /** The schema of a whole stack file. */
    public String write() {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Stave stack");
        root.setAll(schema(StackShape.STACK));
        return root.toPrettyString() + "\n";
    }

    private ObjectNode schema(Shape shape) {
        return shape.match(
                this::word,
                many -> anyOf(List.of(schema(many.each()), array(many.each()))),
                named -> type("object").set("additionalProperties", schema(named.each())),
                this::block,
                either -> anyOf(either.ways().stream().map(this::schema).toList()));
    }

    private ObjectNode word(Word word) {
        if (!word.choices().isEmpty()) {
            ArrayNode choices = JSON.arrayNode();
            word.choices().forEach(choices::add);
            // a plain "off" is a truth value to YAML 1.1 readers, and most editors are such
            if (word.choices().equals(List.of("off"))) {
                choices.add(false);
            }
            return JSON.objectNode().set("enum", choices);
        }
        return switch (word.type()) {
            case TEXT -> types("string", "number", "boolean");
            case NUMBER -> anyOf(List.of(type("integer").put("minimum", 0), interpolated()));
            case TRUTH -> anyOf(List.of(type("boolean"), interpolated()));
            default -> formed(word.type());
        };
    }

    private static ObjectNode formed(ValueType type) {
        String pattern = "^(" + type.pattern() + ")$|" + INTERPOLATED;
        return types(type.jsonTypes().toArray(String[]::new)).put("pattern", pattern);
    }

    private ObjectNode block(Block block) {
        ObjectNode object = type("object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Setting setting : block.settings()) {
            properties.set(setting.name(), schema(setting.shape()).put("description", setting.doc()));
            if (setting.required()) {
                required.add(setting.name());
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object.put("additionalProperties", false);
    }

    private ObjectNode array(Shape each) {
        return type("array").set("items", schema(each));
    }

    private static ObjectNode interpolated() {
        return type("string").put("pattern", INTERPOLATED);
    }

    private static ObjectNode type(String name) {
        return JSON.objectNode().put("type", name);
    }

    private static ObjectNode types(String... names) {
        if (names.length == 1) {
            return type(names[0]);
        }
        ObjectNode node = JSON.objectNode();
        ArrayNode types = node.putArray("type");
        List.of(names).forEach(types::add);
        return node;
    }

    private static ObjectNode anyOf(List<ObjectNode> ways) {
        ObjectNode node = JSON.objectNode();
        ArrayNode all = node.putArray("anyOf");
        ways.forEach(all::add);
        return node;
    }
}
