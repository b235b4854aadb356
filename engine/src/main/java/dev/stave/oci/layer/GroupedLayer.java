package dev.stave.oci.layer;

/** @param group whose files the layer holds; empty for the last one */
public record GroupedLayer(String group, Layer layer) {}
