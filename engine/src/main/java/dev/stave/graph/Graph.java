package dev.stave.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What depends on what in a stack. Edges run from what is needed to what needs it.
 *
 * @param name  of the stack
 * @param nodes in the order in which they can be made: what is needed stands before what needs it
 * @param edges sorted by where they begin, then by where they end; at most one between two nodes
 */
public record Graph(String name, List<Node> nodes, List<Edge> edges) {
    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * An image or a builder.
     *
     * @param id    {@code section/name} of an image, {@code builder NAME} of a builder
     * @param about how it comes to be: the source's kind, or the stage3
     */
    public record Node(String id, boolean isBuilder, String about) {}

    /** Why one node needs another, the strongest reason first. */
    public enum Reason {
        /** An image on the layers of another, or a builder that extends another. */
        FROM("from"),
        /** A rootfs image in the builder that it starts from. */
        BUILDER("builder"),
        /** A script inside an image. */
        IN("in"),
        /** Declared with {@code requires}. */
        REQUIRES("requires"),
        /** Named by a Dockerfile. */
        DOCKERFILE("dockerfile");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** As the stack file has it. */
        public String word() {
            return word;
        }
    }

    /** @param from what is needed */
    public record Edge(String from, String to, Reason reason) {}

    /** What each node needs, the strongest reason first, else by name. */
    Map<String, List<Edge>> needs() {
        Map<String, List<Edge>> needs = new LinkedHashMap<>();
        nodes.forEach(node -> needs.put(node.id(), new ArrayList<>()));
        edges.forEach(edge -> needs.getOrDefault(edge.to(), new ArrayList<>()).add(edge));
        needs.values().forEach(list -> list.sort(java.util.Comparator.comparing(Edge::reason)));
        return needs;
    }

    /** How many nodes at most lie on a way that leads to each node. */
    Map<String, Integer> depths() {
        Map<String, List<Edge>> needs = needs();
        Map<String, Integer> depths = new LinkedHashMap<>();
        for (Node node : nodes) {
            int depth = 0;
            for (Edge edge : needs.getOrDefault(node.id(), List.of())) {
                depth = Math.max(depth, depths.getOrDefault(edge.from(), 0) + 1);
            }
            depths.put(node.id(), depth);
        }
        return depths;
    }
}
