package dev.stave.oci.layer;

import dev.stave.oci.layer.LayerTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Divides a tree by groups. A group's tree holds its files and the folders that lead to them, with one time for all
 * folders: so it depends on the group's files alone. All other folders and files are the last tree.
 */
final class TreeSplit {
    private final LayerTree whole;
    private final LayerGroups groups;
    private final long seconds;

    /** @param seconds the time of the folders in a group's tree */
    TreeSplit(LayerTree whole, LayerGroups groups, long seconds) {
        this.whole = whole;
        this.groups = groups;
        this.seconds = seconds;
    }

    /** In the order of the groups' names; at the end, under the empty name, what is in none, where there is such. */
    List<Map.Entry<String, LayerTree>> layers() {
        Map<Node, String> owners = owners();
        Set<String> kept = kept(owners);
        SortedMap<String, LayerTree> trees = new TreeMap<>();
        Set<String> placed = new HashSet<>();
        whole.nodes().forEach((name, node) -> {
            String group = owners.getOrDefault(node, "");
            if (!group.isEmpty() && kept.contains(group)) {
                LayerTree tree = trees.computeIfAbsent(group, key -> new LayerTree());
                addFolders(name, tree, placed);
                tree.put(name, node);
                placed.add(name);
            }
        });
        LayerTree rest = new LayerTree();
        whole.nodes().forEach((name, node) -> {
            if (!placed.contains(name)) {
                rest.put(name, node);
            }
        });
        List<Map.Entry<String, LayerTree>> layers = new ArrayList<>(trees.entrySet());
        if (rest.size() > 0 || layers.isEmpty()) {
            layers.add(Map.entry("", rest));
        }
        return layers;
    }

    private void addFolders(String name, LayerTree tree, Set<String> placed) {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String folder = name.substring(0, slash);
            Node node = whole.nodes().get(folder);
            if (node != null && !tree.nodes().containsKey(folder)) {
                tree.put(folder, node.at(seconds));
                placed.add(folder);
            }
        }
    }

    /** The group of each file; none for folders, and for a file whose names are of several groups. */
    private Map<Node, String> owners() {
        Map<Node, Set<String>> all = new HashMap<>();
        whole.nodes().forEach((name, node) -> {
            if (!node.isFolder()) {
                all.computeIfAbsent(node, key -> new TreeSet<>())
                        .add(groups.owner().apply(ByteText.text(name)));
            }
        });
        Map<Node, String> owners = new HashMap<>();
        all.forEach((node, names) ->
                owners.put(node, names.size() == 1 ? names.iterator().next() : ""));
        return owners;
    }

    private Set<String> kept(Map<Node, String> owners) {
        Map<String, Long> sizes = new HashMap<>();
        owners.forEach((node, group) -> sizes.merge(group, node.size(), Long::sum));
        sizes.remove("");
        List<Map.Entry<String, Long>> largest = new ArrayList<>(sizes.entrySet());
        largest.sort(Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
        return largest.stream()
                .filter(group -> group.getValue() >= groups.smallestBytes())
                .limit(groups.most())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
