package dev.stave.oci.layer;

import java.util.function.Function;

/**
 * How a tree is divided into several layers, so that images which hold the same files of a group share a layer.
 *
 * @param owner         the group of a file by its path ({@code usr/bin/nginx}); empty for none
 * @param smallestBytes groups with less content than this come into the last layer, with what is in no group
 * @param most          how many groups, the largest ones, have a layer of their own: engines stop at 127 layers
 */
public record LayerGroups(Function<String, String> owner, long smallestBytes, int most) {
    private static final long SMALLEST = 4096;
    private static final int MOST = 60;

    /** With up to 60 layers of at least 4 KiB, and the last one. */
    public static LayerGroups by(Function<String, String> owner) {
        return new LayerGroups(owner, SMALLEST, MOST);
    }
}
