package dev.stave.oci;

import java.util.Optional;
import java.util.SortedMap;

/**
 * Names for what is in the store, such as {@code web/nginx:1.27} for what was released: they keep it from being cleaned
 * away. Safe for many threads and processes; a name is there whole or not at all.
 */
public interface Names {
    Optional<Descriptor> find(String name);

    /** Every name, sorted. */
    SortedMap<String, Descriptor> all();

    /** Gives the name to this manifest or index, whatever it named before. */
    void put(String name, Descriptor root);

    /** Takes the name away, if it is there; its blobs stay until the store is cleaned. */
    void remove(String name);
}
