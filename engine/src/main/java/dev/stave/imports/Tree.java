package dev.stave.imports;

import dev.stave.inventory.Node;
import dev.stave.model.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A map of a YAML file, asked by key; it remembers which keys nobody asked for. */
public final class Tree {
    private final Node.Fields fields;
    private final Set<String> asked = new TreeSet<>();

    public Tree(Node.Fields fields) {
        this.fields = fields;
    }

    public static Tree of(Node node) {
        return node.match(
                text -> new Tree(new Node.Fields(Map.of(), text.origin())),
                items -> new Tree(new Node.Fields(Map.of(), items.origin())),
                Tree::new);
    }

    public Origin origin() {
        return fields.origin();
    }

    public Optional<Node> node(String key) {
        asked.add(key);
        return Optional.ofNullable(fields.nodes().get(key)).filter(node -> !isNothing(node));
    }

    private static boolean isNothing(Node node) {
        return node.match(text -> text.kind() == Node.Kind.NOTHING, items -> false, fields -> false);
    }

    public Optional<Node.Text> text(String key) {
        return node(key).flatMap(Tree::text);
    }

    public static Optional<Node.Text> text(Node node) {
        return node.match(Optional::of, items -> Optional.empty(), fields -> Optional.empty());
    }

    public Optional<Tree> tree(String key) {
        return node(key)
                .flatMap(node ->
                        node.match(t -> Optional.empty(), i -> Optional.empty(), f -> Optional.of(new Tree(f))));
    }

    /** The elements of a list; one value stands for a list of one. */
    public List<Node> items(String key) {
        return node(key).map(Tree::items).orElse(List.of());
    }

    public static List<Node> items(Node node) {
        return node.match(List::<Node>of, Node.Items::nodes, List::<Node>of);
    }

    public Map<String, Node> entries(String key) {
        Map<String, Node> entries = new LinkedHashMap<>();
        node(key).ifPresent(node -> {
            if (node instanceof Node.Fields map) {
                entries.putAll(map.nodes());
            }
        });
        return entries;
    }

    /** What stands at a key that there is. */
    public Node at(String key) {
        return java.util.Objects.requireNonNull(fields.nodes().get(key), key);
    }

    public Map<String, Node> all() {
        return fields.nodes();
    }

    /** Keys that nobody asked for, in the order written. */
    public List<String> unasked() {
        List<String> left = new ArrayList<>(fields.nodes().keySet());
        left.removeAll(asked);
        return left;
    }
}
