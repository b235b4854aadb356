package dev.stave.inventory;

import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds images that need themselves; each circle is told once, from the least of its names. */
final class Circles {
    private final Inventory inventory;
    private final Declarations declarations;
    private final Findings findings;
    private final Set<ImageName> done = new HashSet<>();
    private final List<ImageName> way = new ArrayList<>();

    Circles(Inventory inventory, Declarations declarations, Findings findings) {
        this.inventory = inventory;
        this.declarations = declarations;
        this.findings = findings;
    }

    void check() {
        inventory.images().keySet().forEach(this::walk);
    }

    private void walk(ImageName name) {
        if (way.contains(name)) {
            report(way.subList(way.indexOf(name), way.size()));
            return;
        }
        ImageSpec spec = inventory.images().get(name);
        if (spec == null || done.contains(name)) {
            return;
        }
        way.add(name);
        spec.needs().forEach(this::walk);
        way.remove(way.size() - 1);
        done.add(name);
    }

    private void report(List<ImageName> circle) {
        int least = circle.indexOf(circle.stream().sorted().findFirst().orElseThrow());
        List<ImageName> path = new ArrayList<>(circle.subList(least, circle.size()));
        path.addAll(circle.subList(0, least));
        path.add(path.get(0));
        boolean parents = true;
        for (int i = 0; i + 1 < path.size(); i++) {
            parents &= path.get(i + 1).equals(inventory.image(path.get(i)).parent());
        }
        Declared first = declarations.get(path.get(0)).orElseThrow();
        findings.add(
                lineOf(first, path.get(1)),
                first.subject(),
                (parents ? "it is built on itself: " : "it needs itself: ")
                        + path.stream().map(this::shown).collect(Collectors.joining(" -> ")));
    }

    private String shown(ImageName name) {
        String subject = declarations.get(name).orElseThrow().subject();
        return subject.substring("image '".length(), subject.length() - 1);
    }

    /** The line of the setting that leads on. */
    private Origin lineOf(Declared image, ImageName next) {
        ImageSpec spec = inventory.image(image.name());
        if (next.equals(spec.parent())) {
            return image.settings().at("from");
        }
        return image.settings().at(spec.requires().contains(next) ? "requires" : "script");
    }
}
