package dev.stave.graph;

import dev.stave.graph.Graph.Edge;
import dev.stave.graph.Graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where the boxes of a layered drawing stand, in pixels: each node in the column of its depth, ordered within it by the
 * middle of its neighbours (the barycentre method of Sugiyama, Tagawa and Toda).
 */
record SvgLayout(Map<String, Box> boxes, int width, int height) {
    static final int BOX_HEIGHT = 38;
    private static final int GAP = 14;
    private static final int COLUMN_GAP = 70;
    private static final int MARGIN = 12;
    private static final int SWEEPS = 8;

    record Box(int x, int y, int width) {}

    /** Of a node of the graph. */
    Box box(String id) {
        return Objects.requireNonNull(boxes.get(id), id);
    }

    static SvgLayout of(Graph graph) {
        List<List<Node>> columns = columns(graph);
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        int height = 2 * MARGIN + Math.max(1, rows) * (BOX_HEIGHT + GAP) - GAP;
        Map<String, Box> boxes = new LinkedHashMap<>();
        int x = MARGIN;
        for (List<Node> column : columns) {
            int width = column.stream().mapToInt(SvgLayout::width).max().orElse(0);
            int y = (height - column.size() * (BOX_HEIGHT + GAP) + GAP) / 2;
            for (Node node : column) {
                boxes.put(node.id(), new Box(x, y, width));
                y += BOX_HEIGHT + GAP;
            }
            x += width + COLUMN_GAP;
        }
        return new SvgLayout(boxes, Math.max(2 * MARGIN, x - COLUMN_GAP + MARGIN), height);
    }

    private static List<List<Node>> columns(Graph graph) {
        Map<String, Integer> depths = graph.depths();
        TreeMap<Integer, List<Node>> byDepth = new TreeMap<>();
        graph.nodes().forEach(node -> byDepth.computeIfAbsent(depths.getOrDefault(node.id(), 0), d -> new ArrayList<>())
                .add(node));
        List<List<Node>> columns = new ArrayList<>(byDepth.values());
        Map<String, Double> places = new HashMap<>();
        columns.forEach(column -> place(column, places));
        Map<String, List<String>> neighbours = neighbours(graph);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < columns.size(); i++) {
                List<Node> column = columns.get(sweep % 2 == 0 ? i : columns.size() - 1 - i);
                // the sort is stable: where middles are equal, names keep their order
                column.sort(Comparator.comparingDouble(node -> middle(node.id(), neighbours, places)));
                place(column, places);
            }
        }
        return columns;
    }

    /** From 0 to 1, so that columns of different lengths compare. */
    private static void place(List<Node> column, Map<String, Double> places) {
        for (int i = 0; i < column.size(); i++) {
            places.put(column.get(i).id(), (i + 0.5) / column.size());
        }
    }

    private static Map<String, List<String>> neighbours(Graph graph) {
        Map<String, List<String>> all = new HashMap<>();
        for (Edge edge : graph.edges()) {
            all.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(edge.to());
            all.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge.from());
        }
        return all;
    }

    private static double middle(String id, Map<String, List<String>> neighbours, Map<String, Double> places) {
        return neighbours.getOrDefault(id, List.of()).stream()
                .mapToDouble(neighbour -> places.getOrDefault(neighbour, 0.5))
                .average()
                .orElse(places.getOrDefault(id, 0.5));
    }

    /** Monospace letters are about 0.6 of their size wide. */
    private static int width(Node node) {
        return 20 + Math.max(node.id().length() * 36 / 5, node.about().length() * 6);
    }
}
