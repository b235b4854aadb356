package dev.stave.oci.layer;

import dev.stave.oci.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a layer will hold, by name in the order of the bytes: so a folder comes before what is in it. Names of one file
 * share a node; the first is written as the file, the others as hard links to it.
 */
final class LayerTree {
    /** Attributes that say something of the host, or of its security modules, and nothing of the file. */
    private static final Set<String> OF_THE_HOST =
            Set.of("security.selinux", "security.ima", "security.evm", "security.apparmor");

    private static final String OVERLAY = "trusted.overlay.";

    private final SortedMap<String, Node> nodes = new TreeMap<>();

    /** Opens a file's content. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** Equal to itself alone: two files of the same bytes are not one file. */
    static final class Node {
        private final TarEntry entry;
        private final @Nullable Content content;

        Node(TarEntry entry, @Nullable Content content) {
            this.entry = entry;
            this.content = content;
        }

        boolean isFolder() {
            return entry.isFolder();
        }

        long size() {
            return entry.size();
        }

        /** A folder with another time. */
        Node at(long seconds) {
            return new Node(entry.at(seconds), content);
        }
    }

    SortedMap<String, Node> nodes() {
        return nodes;
    }

    void put(String name, Node node) {
        nodes.put(name, node);
    }

    int size() {
        return nodes.size();
    }

    /** @param content null for all but regular files */
    void add(TarEntry entry, @Nullable Content content) {
        String file = entry.name().substring(entry.name().lastIndexOf('/') + 1);
        if (file.startsWith(".wh.")) {
            throw new ImageException(
                    "'" + ByteText.text(entry.name()) + "' cannot be in an image: its name means a deletion in layers",
                    "rename it");
        }
        nodes.put(entry.name(), new Node(entry.with(lasting(entry)), content));
    }

    /** One more name of what is called {@code link.link()}. */
    void addLink(TarEntry link) {
        Node first = nodes.get(link.link());
        if (first == null) {
            throw new ImageException(
                    "'" + ByteText.text(link.name()) + "' is another name of '" + ByteText.text(link.link())
                            + "', which is not packed with it",
                    "pack the whole tree at once");
        }
        nodes.put(link.name(), first);
    }

    void write(TarWriter out, LayerOptions options) throws IOException {
        Map<Node, String> written = new HashMap<>();
        for (Map.Entry<String, Node> named : nodes.entrySet()) {
            checkParent(named.getKey());
            Node node = named.getValue();
            TarEntry entry = in(options, node.entry.called(named.getKey()));
            String first = written.putIfAbsent(node, named.getKey());
            if (first != null) {
                out.write(entry.asLinkTo(named.getKey(), first));
            } else if (node.content == null) {
                out.write(entry);
            } else {
                try (InputStream content = node.content.open()) {
                    out.write(entry, content);
                }
            }
        }
        out.finish();
    }

    private void checkParent(String name) {
        int slash = name.lastIndexOf('/');
        Node parent = slash < 0 ? null : nodes.get(name.substring(0, slash));
        if (parent != null && !parent.entry.isFolder()) {
            throw new ImageException(
                    "'" + ByteText.text(name) + "' lies in '" + ByteText.text(name.substring(0, slash))
                            + "', which is not a folder",
                    "what packed the tree is broken");
        }
    }

    private static TarEntry in(LayerOptions options, TarEntry entry) {
        Owners.Id owner = options.owners().inImage(new Owners.Id(entry.uid(), entry.gid()));
        return entry.ownedBy(owner.user(), owner.group()).at(options.seconds(entry.seconds()));
    }

    private static SortedMap<String, String> lasting(TarEntry entry) {
        SortedMap<String, String> kept = new TreeMap<>(entry.xattrs());
        for (String name : new TreeSet<>(kept.keySet())) {
            if (OF_THE_HOST.contains(name) || name.startsWith(OVERLAY)) {
                kept.remove(name);
            }
        }
        return kept;
    }
}
