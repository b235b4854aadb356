package dev.stave.graph;

import dev.stave.graph.Graph.Edge;
import dev.stave.graph.Graph.Node;
import dev.stave.graph.Graph.Reason;

/** The language of Graphviz. */
public final class DotDrawing implements Drawing {
    @Override
    public String draw(Graph graph) {
        StringBuilder text = new StringBuilder("digraph " + quoted(graph.name()) + " {\n");
        text.append("    rankdir=LR;\n    node [shape=box, style=rounded];\n");
        for (Node node : graph.nodes()) {
            text.append("    ").append(quoted(node.id())).append(" [label=").append(label(node));
            text.append(node.isBuilder() ? ", style=dashed" : "").append("];\n");
        }
        for (Edge edge : graph.edges()) {
            text.append("    ").append(quoted(edge.from())).append(" -> ").append(quoted(edge.to()));
            text.append(
                    edge.reason() == Reason.FROM
                            ? ""
                            : " [style=dashed, label=" + edge.reason().word() + "]");
            text.append(";\n");
        }
        return text.append("}\n").toString();
    }

    private static String label(Node node) {
        return node.about().isEmpty()
                ? quoted(node.id())
                : quoted(node.id()).replaceFirst("\"$", "") + "\\n"
                        + quoted(node.about()).substring(1);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
