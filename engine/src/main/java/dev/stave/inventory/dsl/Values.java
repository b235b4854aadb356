package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;
import dev.stave.model.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of one setting as nodes, each with the line it is written on. */
final class Values {
    private final String file;
    private final Place place;

    Values(String file, Place place) {
        this.file = file;
        this.place = place;
    }

    Origin origin() {
        return new Origin(file, place.line());
    }

    Node node(@Nullable Object value, String path) {
        Origin origin = new Origin(file, place.lineOf(path));
        if (value == null) {
            return new Node.Text("", Node.Kind.NOTHING, origin);
        }
        if (value instanceof CharSequence || value instanceof Pattern || value instanceof Character) {
            return new Node.Text(value.toString(), Node.Kind.TEXT, origin);
        }
        if (value instanceof Number) {
            return new Node.Text(value.toString(), Node.Kind.NUMBER, origin);
        }
        if (value instanceof Boolean) {
            return new Node.Text(value.toString(), Node.Kind.TRUTH, origin);
        }
        return composed(value, path, origin);
    }

    private Node composed(Object value, String path, Origin origin) {
        if (value instanceof Reference reference) {
            return new Node.Fields(Map.of(reference.word(), node(reference.value(), path)), origin);
        }
        if (value instanceof Map<?, ?> map) {
            return new Node.Fields(entries(map, path + "."), origin);
        }
        if (value instanceof Collection<?> collection) {
            return new Node.Items(elements(collection.toArray(), path + "."), origin);
        }
        if (value instanceof Object[] array) {
            return new Node.Items(elements(array, path + "."), origin);
        }
        throw new Mistake("'" + place.word() + "' cannot hold " + Sentences.kindOf(value));
    }

    /** The settings given by name. */
    Node.Fields fields(Map<?, ?> named) {
        return new Node.Fields(entries(named, ""), origin());
    }

    /** The values given by position, in which a collection stands for its elements. */
    Node.Items items(@Nullable Object[] values) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Node node = node(values[i], String.valueOf(i));
            nodes.addAll(node.match(List::of, Node.Items::nodes, List::of));
        }
        return new Node.Items(nodes, origin());
    }

    /** One text stays one text; everything else is a list. */
    Node words(@Nullable Object[] values) {
        return values.length == 1 ? node(values[0], "0") : items(values);
    }

    private List<Node> elements(Object[] values, String prefix) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            nodes.add(node(values[i], prefix + i));
        }
        return nodes;
    }

    private Map<String, Node> entries(Map<?, ?> map, String prefix) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        map.forEach((key, value) -> nodes.put(String.valueOf(key), node(value, prefix + key)));
        return nodes;
    }
}
