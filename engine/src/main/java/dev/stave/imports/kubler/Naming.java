package dev.stave.imports.kubler;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What kubler's images and builders are called in the stack. */
final class Naming {
    private final String section;
    private final TreeMap<String, Integer> shortBuilders = new TreeMap<>();

    Naming(Units units) {
        SortedSet<String> namespaces = new TreeSet<>();
        units.images().keySet().forEach(id -> namespaces.add(id.substring(0, id.indexOf('/'))));
        units.missingImages().keySet().forEach(id -> namespaces.add(id.substring(0, id.indexOf('/'))));
        section = namespaces.size() == 1 ? namespaces.first() : "";
        units.builders().keySet().forEach(id -> shortBuilders.merge(last(id), 1, Integer::sum));
        units.missingBuilders().keySet().forEach(id -> shortBuilders.merge(last(id), 1, Integer::sum));
    }

    /** The namespace, where there is one alone. */
    String section() {
        return section;
    }

    /** The short name within the only namespace, else the whole id. */
    String image(String id) {
        return section.isEmpty() ? id : last(id);
    }

    /** The short name, with the namespace before it where two namespaces have a builder of that name. */
    String builder(String id) {
        return shortBuilders.getOrDefault(last(id), 0) > 1 ? id.replace('/', '-') : last(id);
    }

    String stack(String folder) {
        String name =
                folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+", "");
        return name.isEmpty() ? "kubler" : name;
    }

    private static String last(String id) {
        return id.substring(id.indexOf('/') + 1);
    }
}
