package dev.stave.oci.layer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an image's layers come to, laid one over the other (OCI image-spec, layer.md); names in {@link ByteText}. */
final class MergedTree {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int MOST_LINKS = 40;

    private final Node root = new Node(TarEntry.FOLDER, "", null);

    /**
     * Where a file's content is.
     *
     * @param layer counted from the lowest
     * @param name  of the entry in that layer
     */
    record Place(int layer, String name) {}

    /** A name in the tree. */
    static final class Node {
        private final char type;
        private final String link;
        private final @Nullable Place place;
        private final SortedMap<String, Node> children = new TreeMap<>();

        Node(char type, String link, @Nullable Place place) {
            this.type = type;
            this.link = link;
            this.place = place;
        }

        Optional<Place> content() {
            return type == TarEntry.FILE ? Optional.ofNullable(place) : Optional.empty();
        }

        /** Sorted. */
        List<String> names() {
            return List.copyOf(children.keySet());
        }
    }

    /** Lays the next layer over what is there; its deletions are about lower layers only, wherever they stand in it. */
    void lay(int layer, List<TarEntry> entries) {
        entries.stream().filter(e -> isWhiteout(e.name())).forEach(e -> delete(e.name()));
        entries.stream()
                .filter(e -> !isWhiteout(e.name()) && !e.name().isEmpty())
                .forEach(e -> add(layer, e));
    }

    /** The node at a path, links followed inside the tree only. */
    Optional<Node> find(String path) {
        Deque<Node> trail = new ArrayDeque<>(List.of(root));
        Deque<String> open = new ArrayDeque<>(Arrays.asList(path.split("/")));
        int links = 0;
        while (!open.isEmpty()) {
            String part = open.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                if (trail.size() > 1) {
                    trail.pop();
                }
                continue;
            }
            Node next = trail.element().children.get(part);
            if (next == null) {
                return Optional.empty();
            }
            if (next.type != TarEntry.SYMLINK) {
                trail.push(next);
                continue;
            }
            if (++links > MOST_LINKS) {
                return Optional.empty();
            }
            if (next.link.startsWith("/")) {
                trail = new ArrayDeque<>(List.of(root));
            }
            String[] parts = next.link.split("/");
            for (int i = parts.length - 1; i >= 0; i--) {
                open.push(parts[i]);
            }
        }
        return Optional.of(trail.element());
    }

    private void add(int layer, TarEntry entry) {
        Node folder = folderOf(entry.name());
        String name = last(entry.name());
        Node old = folder.children.get(name);
        if (entry.type() == TarEntry.HARD_LINK) {
            Optional.ofNullable(exact(entry.link())).ifPresent(first -> folder.children.put(name, first));
        } else if (!(entry.isFolder() && old != null && old.type == TarEntry.FOLDER)) {
            folder.children.put(name, new Node(entry.type(), entry.link(), new Place(layer, entry.name())));
        }
    }

    private void delete(String name) {
        int slash = name.lastIndexOf('/');
        Node folder = slash < 0 ? root : exact(name.substring(0, slash));
        if (folder == null) {
            return;
        }
        String file = last(name);
        if (file.equals(OPAQUE)) {
            folder.children.clear();
        } else {
            folder.children.remove(file.substring(WHITEOUT.length()));
        }
    }

    private @Nullable Node exact(String name) {
        Node node = root;
        for (String part : name.split("/")) {
            Map<String, Node> children = node.children;
            node = children.get(part);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** The folder that the name lies in, through links as an engine unpacks it; made where no layer has an entry for it. */
    private Node folderOf(String name) {
        Node node = root;
        int slash = name.indexOf('/');
        for (int from = 0; slash >= 0; slash = name.indexOf('/', from)) {
            Node next = find(name.substring(0, slash)).orElse(null);
            if (next == null || next.type != TarEntry.FOLDER) {
                next = new Node(TarEntry.FOLDER, "", null);
                node.children.put(name.substring(from, slash), next);
            }
            node = next;
            from = slash + 1;
        }
        return node;
    }

    private static boolean isWhiteout(String name) {
        return last(name).startsWith(WHITEOUT);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
