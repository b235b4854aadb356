package dev.stave.registry;

import dev.stave.model.Digest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which repositories of a registry were seen to have a blob, in the order in which that was found out. */
final class Whereabouts {
    private final Map<Key, Set<String>> seen = new ConcurrentHashMap<>();

    record Key(Registry registry, Digest blob) {}

    void note(Place place, Digest blob) {
        seen.compute(new Key(place.registry(), blob), (key, known) -> {
            Set<String> all = known == null ? new LinkedHashSet<>() : new LinkedHashSet<>(known);
            all.add(place.repository());
            return all;
        });
    }

    void forget(Place place, Digest blob) {
        seen.computeIfPresent(new Key(place.registry(), blob), (key, known) -> {
            Set<String> rest = new LinkedHashSet<>(known);
            rest.remove(place.repository());
            return rest;
        });
    }

    boolean has(Place place, Digest blob) {
        return seen.getOrDefault(new Key(place.registry(), blob), Set.of()).contains(place.repository());
    }

    List<String> repositories(Registry registry, Digest blob) {
        return List.copyOf(seen.getOrDefault(new Key(registry, blob), Set.of()));
    }
}
