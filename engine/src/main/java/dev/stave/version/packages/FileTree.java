package dev.stave.version.packages;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** The files of an image, all layers merged; paths are relative to its root, links are followed inside it. */
interface FileTree {
    boolean has(String path);

    /** The names in a folder, sorted; empty where there is none. */
    List<String> list(String folder);

    /** The contents of those paths that are files; one pass over the layers that hold them. */
    SortedMap<String, byte[]> read(Collection<String> paths);
}
