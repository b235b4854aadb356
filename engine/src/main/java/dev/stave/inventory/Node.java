package dev.stave.inventory;

import dev.stave.model.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A setting as it was written, with its line and before any meaning: what both forms of a stack file are read into. The
 * YAML form's nesting is the draft's nesting; the DSL fills the same.
 */
public sealed interface Node {
    /** Where it is written: the key's line in a map, the element's line in a list. */
    Origin origin();

    <T> T match(Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields);

    /**
     * A scalar, its text as it was written: {@code 17.10} stays {@code 17.10}.
     *
     * @param kind what the form says it is; the setting decides what it may be
     */
    record Text(String value, Kind kind, Origin origin) implements Node {
        @Override
        public <T> T match(Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields) {
            return text.apply(this);
        }
    }

    /** What a scalar is by the form it was written in; in YAML a plain scalar may be taken for any of them. */
    enum Kind {
        /** Quoted, or text by its type. */
        TEXT,
        /** A plain YAML scalar: text, number or truth value as the setting wants. */
        PLAIN,
        /** A number by its type, as Groovy has them; its text is no longer what was written. */
        NUMBER,
        /** A truth value by its type. */
        TRUTH,
        /** Nothing: YAML's empty value, Groovy's null. */
        NOTHING
    }

    /** A list, in the order written. */
    record Items(List<Node> nodes, Origin origin) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }

        @Override
        public <T> T match(Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields) {
            return items.apply(this);
        }
    }

    /** A map, in the order written; a key stands once. */
    record Fields(Map<String, Node> nodes, Origin origin) implements Node {
        public Fields {
            nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        }

        @Override
        public <T> T match(Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields) {
            return fields.apply(this);
        }
    }
}
