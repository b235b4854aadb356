package dev.stave.graph;

import dev.stave.graph.Graph.Edge;
import dev.stave.graph.Graph.Node;
import dev.stave.graph.Graph.Reason;
import dev.stave.model.BuilderSpec;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The graph of a stack, of some of its images or of all. */
public final class StackGraph {
    private final Inventory inventory;
    private final Map<ImageName, List<ImageName>> needs;
    private final boolean builders;
    private final Map<String, Edge> edges = new LinkedHashMap<>();

    /**
     * @param needs    the images to draw, needed ones first, each with those that it needs, whether drawn or not
     * @param builders whether builders are drawn
     */
    public StackGraph(Inventory inventory, Map<ImageName, List<ImageName>> needs, boolean builders) {
        this.inventory = inventory;
        this.needs = needs;
        this.builders = builders;
    }

    public Graph graph() {
        Set<String> used = new LinkedHashSet<>();
        List<Node> images = new ArrayList<>();
        needs.forEach((name, needed) -> {
            ImageSpec image = inventory.image(name);
            images.add(new Node(name.toString(), false, image.source().kind()));
            if (builders) {
                builder(image).ifPresent(builder -> {
                    chain(builder, used);
                    connect(builderId(builder), name.toString(), Reason.BUILDER);
                });
            }
            needed.stream()
                    .filter(needs::containsKey)
                    .forEach(n -> connect(n.toString(), name.toString(), why(image, n)));
        });
        List<Node> nodes = new ArrayList<>();
        used.forEach(builder -> nodes.add(new Node(builderId(builder), true, about(builder))));
        nodes.addAll(images);
        List<Edge> sorted = edges.values().stream()
                .sorted(Comparator.comparing(Edge::from).thenComparing(Edge::to))
                .toList();
        return new Graph(inventory.stack(), nodes, sorted);
    }

    private void connect(String from, String to, Reason reason) {
        edges.putIfAbsent(from + "\n" + to, new Edge(from, to, reason));
    }

    private static Reason why(ImageSpec image, ImageName needed) {
        if (needed.equals(image.parent())) {
            return Reason.FROM;
        }
        if (image.requires().contains(needed)) {
            return Reason.REQUIRES;
        }
        return image.needs().contains(needed) ? Reason.IN : Reason.DOCKERFILE;
    }

    /** The declared builder that an image starts from; empty where it goes on with its parent's, or needs none. */
    private Optional<String> builder(ImageSpec image) {
        return image.rootfs().isEmpty() || inventory.goesOnWith(image).isPresent()
                ? Optional.empty()
                : inventory.startsFrom(image);
    }

    /** A builder with all that it extends, those first. */
    private void chain(String name, Set<String> used) {
        BuilderSpec spec = inventory.builders().get(name);
        if (spec == null || used.contains(name)) {
            return;
        }
        String from = spec.from();
        if (from != null) {
            chain(from, used);
            connect(builderId(from), builderId(name), Reason.FROM);
        }
        used.add(name);
    }

    private String about(String builder) {
        BuilderSpec spec = inventory.builders().get(builder);
        if (spec == null || spec.from() != null) {
            return "";
        }
        return List.of("flavour", "file", "catalyst", "date").stream()
                .map(setting -> spec.stage3().getOrDefault(setting, ""))
                .filter(value -> !value.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .map(stage3 -> "stage3 " + stage3)
                .orElse("stage3");
    }

    private static String builderId(String builder) {
        return "builder " + builder;
    }
}
