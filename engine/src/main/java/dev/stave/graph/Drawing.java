package dev.stave.graph;

/** A way to show a graph as text. The same graph gives the same text. */
public interface Drawing {
    /** Ends with a line break. */
    String draw(Graph graph);
}
