package dev.stave.inventory;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of the outside a stack may look at.
 *
 * @param environment variables of the process, read once at the edge
 * @param variables   {@code --var NAME=VALUE} of the command line
 */
public record Surroundings(SortedMap<String, String> environment, SortedMap<String, String> variables) {
    public static final Surroundings NONE = new Surroundings(new TreeMap<>(), new TreeMap<>());

    public Surroundings {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }
}
