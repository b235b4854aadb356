package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of {@code files { }}. */
public final class FilesBlock extends Block {
    private final List<Node> copies = new ArrayList<>();

    FilesBlock(Evaluation evaluation, String subject) {
        super(evaluation, subject);
    }

    /** A file, or a folder whose content is meant. */
    public void copy(Map<String, ?> settings, CharSequence from) {
        Map<String, Node> all = new LinkedHashMap<>();
        all.put("copy", values().node(from, "0"));
        all.putAll(values().fields(settings).nodes());
        copies.add(new Node.Fields(all, values().origin()));
    }

    /** A file without saying where it goes, which the check refuses. */
    public void copy(CharSequence from) {
        copy(Map.of(), from);
    }

    /** The list that the YAML form has. */
    Node.Items copies() {
        return new Node.Items(copies, fields().origin());
    }
}
