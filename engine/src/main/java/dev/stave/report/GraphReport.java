package dev.stave.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.graph.Graph;

/** A graph as JSON: nodes and edges in the order of the graph. */
public final class GraphReport {
    private final Graph graph;

    public GraphReport(Graph graph) {
        this.graph = graph;
    }

    public String json() {
        ObjectNode root = Json.object();
        root.put("stack", graph.name());
        ArrayNode nodes = root.putArray("nodes");
        for (Graph.Node node : graph.nodes()) {
            ObjectNode one = nodes.addObject();
            one.put("id", node.id());
            one.put("kind", node.isBuilder() ? "builder" : "image");
            one.put("about", node.about());
        }
        ArrayNode edges = root.putArray("edges");
        for (Graph.Edge edge : graph.edges()) {
            ObjectNode one = edges.addObject();
            one.put("from", edge.from());
            one.put("to", edge.to());
            one.put("reason", edge.reason().word());
        }
        return Json.text(root);
    }
}
