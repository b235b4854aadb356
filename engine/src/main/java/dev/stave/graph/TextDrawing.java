package dev.stave.graph;

import dev.stave.graph.Graph.Edge;
import dev.stave.graph.Graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A tree: each node stands once, below the one that it needs for the strongest reason; what it needs beside that is said
 * in its line.
 */
public final class TextDrawing implements Drawing {
    @Override
    public String draw(Graph graph) {
        Map<String, List<Edge>> needs = graph.needs();
        Map<String, List<Node>> below = new LinkedHashMap<>();
        List<Node> roots = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<Edge> needed = needs.getOrDefault(node.id(), List.of());
            List<Node> siblings = needed.isEmpty()
                    ? roots
                    : below.computeIfAbsent(needed.get(0).from(), id -> new ArrayList<>());
            siblings.add(node);
        }
        StringBuilder text = new StringBuilder();
        for (Node root : roots) {
            text.append(line(root, needs)).append('\n');
            children(text, root, "", new Tree(needs, below));
        }
        return text.toString();
    }

    private record Tree(Map<String, List<Edge>> needs, Map<String, List<Node>> below) {
        List<Node> of(Node node) {
            return below.getOrDefault(node.id(), List.of());
        }
    }

    private static void children(StringBuilder text, Node node, String indent, Tree tree) {
        List<Node> children = tree.of(node);
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            text.append(indent).append(last ? "└── " : "├── ");
            text.append(line(children.get(i), tree.needs())).append('\n');
            children(text, children.get(i), indent + (last ? "    " : "│   "), tree);
        }
    }

    private static String line(Node node, Map<String, List<Edge>> needs) {
        String others = needs.getOrDefault(node.id(), List.of()).stream()
                .skip(1)
                .map(TextDrawing::beside)
                .collect(Collectors.joining(", "));
        String about = node.about() + (node.about().isEmpty() || others.isEmpty() ? "" : "; ") + others;
        return about.isEmpty() ? node.id() : node.id() + "  (" + about + ")";
    }

    private static String beside(Edge edge) {
        return switch (edge.reason()) {
            case BUILDER -> edge.from();
            case FROM -> "from " + edge.from();
            case IN -> "in " + edge.from();
            case REQUIRES -> "requires " + edge.from();
            case DOCKERFILE -> "its Dockerfile names " + edge.from();
        };
    }
}
