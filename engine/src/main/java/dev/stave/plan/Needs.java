package dev.stave.plan;

import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which images each image of a stack needs, those that only its Dockerfile names included.
 *
 * @param of    by image, in the order of the stack's names
 * @param order needed images first, else by name
 */
record Needs(SortedMap<ImageName, List<ImageName>> of, List<ImageName> order) {
    /** @throws StackException where Dockerfiles close a circle */
    static Needs of(Inventory inventory, Facts facts) {
        TreeMap<ImageName, List<ImageName>> needs = new TreeMap<>();
        for (ImageSpec spec : inventory.images().values()) {
            needs.put(spec.name(), World.needs(spec, inventory, facts));
        }
        List<ImageName> order = sorted(needs);
        if (order.size() < needs.size()) {
            throw new StackException(circles(inventory, needs, order));
        }
        return new Needs(needs, order);
    }

    /** Kahn's algorithm; what is on a circle, or needs something that is, does not come out. */
    private static List<ImageName> sorted(SortedMap<ImageName, List<ImageName>> needs) {
        Map<ImageName, Integer> missing = new HashMap<>();
        Map<ImageName, List<ImageName>> neededBy = new HashMap<>();
        PriorityQueue<ImageName> ready = new PriorityQueue<>();
        needs.forEach((name, needed) -> {
            missing.put(name, needed.size());
            needed.forEach(
                    n -> neededBy.computeIfAbsent(n, x -> new ArrayList<>()).add(name));
            if (needed.isEmpty()) {
                ready.add(name);
            }
        });
        List<ImageName> order = new ArrayList<>();
        for (ImageName next = ready.poll(); next != null; next = ready.poll()) {
            order.add(next);
            for (ImageName child : neededBy.getOrDefault(next, List.of())) {
                if (missing.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
        return List.copyOf(order);
    }

    private static List<Problem> circles(
            Inventory inventory, SortedMap<ImageName, List<ImageName>> needs, List<ImageName> order) {
        SortedMap<ImageName, List<ImageName>> left = new TreeMap<>(needs);
        order.forEach(name -> left.remove(name));
        List<Problem> problems = new ArrayList<>();
        while (!left.isEmpty()) {
            List<ImageName> path = walk(left);
            ImageName again = path.remove(path.size() - 1);
            int start = path.indexOf(again);
            if (start >= 0) {
                problems.add(problem(inventory, path.subList(start, path.size())));
            }
            path.forEach(name -> left.remove(name));
        }
        return problems;
    }

    /** From the first image along what it needs, to the first that comes again or is not left any more. */
    private static List<ImageName> walk(SortedMap<ImageName, List<ImageName>> left) {
        LinkedHashSet<ImageName> seen = new LinkedHashSet<>();
        ImageName next = left.firstKey();
        while (left.containsKey(next) && seen.add(next)) {
            List<ImageName> needed = left.getOrDefault(next, List.of());
            next = needed.stream().filter(n -> left.containsKey(n)).findFirst().orElse(needed.get(0));
        }
        List<ImageName> path = new ArrayList<>(seen);
        path.add(next);
        return path;
    }

    /** Told at an image whose Dockerfile makes it so: the stack file alone has no circles. */
    private static Problem problem(Inventory inventory, List<ImageName> circle) {
        int at = 0;
        for (int i = 0; i < circle.size(); i++) {
            ImageName next = circle.get((i + 1) % circle.size());
            if (!inventory.image(circle.get(i)).needs().contains(next)) {
                at = i;
                break;
            }
        }
        List<ImageName> turned = new ArrayList<>(circle.subList(at, circle.size()));
        turned.addAll(circle.subList(0, at));
        turned.add(circle.get(at));
        String path = turned.stream().map(ImageName::toString).collect(Collectors.joining(" -> "));
        return new Problem(
                inventory.image(circle.get(at)).origin(),
                "image '" + circle.get(at) + "'",
                "its Dockerfile needs '" + turned.get(1) + "', which closes a circle: " + path);
    }

    /** Only these images, with all that each needs. */
    Map<ImageName, List<ImageName>> only(List<ImageName> images) {
        Map<ImageName, List<ImageName>> some = new LinkedHashMap<>();
        images.forEach(i -> some.put(i, of.getOrDefault(i, List.of())));
        return some;
    }
}
