package dev.stave.inventory.yaml;

import dev.stave.inventory.Node.Fields;
import dev.stave.inventory.Node.Items;
import dev.stave.inventory.Node.Kind;
import dev.stave.inventory.Node.Text;
import dev.stave.inventory.Subjects;
import dev.stave.inventory.Words;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns snakeyaml's node graph into a draft: aliases and merge keys resolved, keys that stand twice reported. */
final class NodeGraph {
    /** More than any stack needs, and far less than an anchor bomb makes. */
    private static final int MOST_NODES = 200_000;

    private final String shownAs;
    private final List<Problem> problems;
    private final List<Node> above = new ArrayList<>();
    private int count;

    NodeGraph(String shownAs, List<Problem> problems) {
        this.shownAs = shownAs;
        this.problems = problems;
    }

    Fields root(MappingNode root) {
        return fields(root, origin(root), List.of());
    }

    private dev.stave.inventory.Node node(Node node, Origin origin, List<String> path) {
        if (++count > MOST_NODES) {
            throw refuse(
                    origin,
                    "with its aliases the file has more than " + MOST_NODES + " values, no stack needs so many");
        }
        if (above.contains(node)) {
            throw refuse(origin, "this alias names what it stands in, so that it would have no end");
        }
        if (node instanceof ScalarNode scalar) {
            return text(scalar, origin);
        }
        above.add(node);
        dev.stave.inventory.Node result = node instanceof SequenceNode list
                ? items(list, origin, path)
                : fields((MappingNode) node, origin, path);
        above.remove(above.size() - 1);
        return result;
    }

    private static Text text(ScalarNode scalar, Origin origin) {
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        if (plain && scalar.getTag().equals(Tag.NULL)) {
            return new Text("", Kind.NOTHING, origin);
        }
        return new Text(scalar.getValue(), plain ? Kind.PLAIN : Kind.TEXT, origin);
    }

    private Items items(SequenceNode list, Origin origin, List<String> path) {
        return new Items(
                list.getValue().stream()
                        .map(each -> node(each, origin(each), path))
                        .toList(),
                origin);
    }

    private Fields fields(MappingNode map, Origin origin, List<String> path) {
        Map<String, dev.stave.inventory.Node> own = new LinkedHashMap<>();
        Map<String, dev.stave.inventory.Node> merged = new LinkedHashMap<>();
        boolean merges = false;
        for (NodeTuple tuple : map.getValue()) {
            Origin keyOrigin = origin(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new Problem(keyOrigin, subject(path), "a key must be a text, not a list or a map"));
            } else if (key.getTag().equals(Tag.MERGE) && !merges) {
                merges = true;
                merge(tuple.getValueNode(), merged, path);
            } else if (own.containsKey(key.getValue())) {
                twice(key.getValue(), keyOrigin, own.get(key.getValue()).origin(), path);
            } else {
                own.put(key.getValue(), node(tuple.getValueNode(), keyOrigin, extended(path, key.getValue())));
            }
        }
        merged.forEach(own::putIfAbsent);
        return new Fields(own, origin);
    }

    private void merge(Node value, Map<String, dev.stave.inventory.Node> merged, List<String> path) {
        List<Node> sources = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        for (Node source : sources) {
            if (node(source, origin(source), path) instanceof Fields fields) {
                fields.nodes().forEach(merged::putIfAbsent);
            } else {
                problems.add(new Problem(origin(source), subject(path), "'<<' merges a map, or a list of maps"));
            }
        }
    }

    private void twice(String key, Origin again, Origin first, List<String> path) {
        boolean declares = path.size() == 1 && Subjects.declares(path.get(0));
        problems.add(
                declares
                        ? new Problem(again, subject(extended(path, key)), Words.declaredTwice(first.line()))
                        : new Problem(again, subject(path), Words.twice(key, first.line())));
    }

    private static String subject(List<String> path) {
        return path.size() < 2 ? "stack" : Subjects.of(path.get(0), path.get(1));
    }

    private static List<String> extended(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    private StackException refuse(Origin origin, String message) {
        problems.add(new Problem(origin, "", message));
        return new StackException(problems);
    }

    private Origin origin(Node node) {
        return new Origin(shownAs, YamlDocument.lineOf(node.getStartMark()));
    }
}
