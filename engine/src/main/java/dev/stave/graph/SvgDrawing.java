package dev.stave.graph;

import dev.stave.graph.Graph.Edge;
import dev.stave.graph.Graph.Node;
import dev.stave.graph.Graph.Reason;
import dev.stave.graph.SvgLayout.Box;

/** A picture that needs no other program: columns of boxes from what is needed first to what is needed by nothing. */
public final class SvgDrawing implements Drawing {
    private static final String STYLE = """
            <style>
              text { font: 12px monospace; fill: #222 } .about { fill: #777; font-size: 10px }
              rect { fill: #fff; stroke: #456; rx: 6px } .builder { fill: #eef3f8; stroke-dasharray: 4 3 }
              path { fill: none; stroke: #456; marker-end: url(#tip) } .weak { stroke-dasharray: 4 3; stroke: #89a }
            </style>
            <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
            <path d="M0 0 L8 4 L0 8 z" style="fill: #456; stroke: none; marker-end: none"/></marker></defs>
            """;

    @Override
    public String draw(Graph graph) {
        SvgLayout layout = SvgLayout.of(graph);
        StringBuilder text = new StringBuilder();
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + layout.width() + "\" height=\""
                + layout.height() + "\" viewBox=\"0 0 " + layout.width() + " " + layout.height() + "\">\n");
        text.append("<title>")
                .append(escaped(graph.name()))
                .append("</title>\n")
                .append(STYLE);
        graph.edges().forEach(edge -> edge(text, edge, layout));
        graph.nodes().forEach(node -> node(text, node, layout.box(node.id())));
        return text.append("</svg>\n").toString();
    }

    private static void node(StringBuilder text, Node node, Box box) {
        int middle = box.x() + box.width() / 2;
        text.append("<rect x=\"" + box.x() + "\" y=\"" + box.y() + "\" width=\"" + box.width() + "\" height=\""
                + SvgLayout.BOX_HEIGHT + "\"" + (node.isBuilder() ? " class=\"builder\"" : "") + "/>\n");
        text.append("<text x=\"" + middle + "\" y=\"" + (box.y() + (node.about().isEmpty() ? 23 : 16))
                + "\" text-anchor=\"middle\">" + escaped(node.id()) + "</text>\n");
        if (!node.about().isEmpty()) {
            text.append("<text class=\"about\" x=\"" + middle + "\" y=\"" + (box.y() + 30)
                    + "\" text-anchor=\"middle\">" + escaped(node.about()) + "</text>\n");
        }
    }

    private static void edge(StringBuilder text, Edge edge, SvgLayout layout) {
        Box from = layout.box(edge.from());
        Box to = layout.box(edge.to());
        int startX = from.x() + from.width();
        int startY = from.y() + SvgLayout.BOX_HEIGHT / 2;
        int endY = to.y() + SvgLayout.BOX_HEIGHT / 2;
        int bend = Math.max(20, (to.x() - startX) / 2);
        text.append("<path" + (edge.reason() == Reason.FROM ? "" : " class=\"weak\"") + " d=\"M" + startX + " " + startY
                + " C" + (startX + bend) + " " + startY + " " + (to.x() - bend) + " " + endY + " " + to.x() + " " + endY
                + "\"><title>" + escaped(edge.to() + ": " + edge.reason().word() + " " + edge.from())
                + "</title></path>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
