package dev.stave.graph;

import dev.stave.graph.Graph.Edge;
import dev.stave.graph.Graph.Node;
import dev.stave.graph.Graph.Reason;
import java.util.LinkedHashMap;
import java.util.Map;

/** A flowchart of Mermaid, as Markdown pages show it. */
public final class MermaidDrawing implements Drawing {
    @Override
    public String draw(Graph graph) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<String, String> names = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            // names of images may hold words that Mermaid keeps for itself, such as 'end'
            names.put(node.id(), "n" + (names.size() + 1));
            String label = escaped(node.id()) + (node.about().isEmpty() ? "" : "<br/>" + escaped(node.about()));
            text.append("    ").append(names.get(node.id()));
            text.append(node.isBuilder() ? "([\"" + label + "\"])" : "[\"" + label + "\"]")
                    .append('\n');
        }
        for (Edge edge : graph.edges()) {
            text.append("    ").append(names.get(edge.from()));
            text.append(
                    edge.reason() == Reason.FROM
                            ? " --> "
                            : " -. " + edge.reason().word() + " .-> ");
            text.append(names.get(edge.to())).append('\n');
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
