package dev.stave.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where binary packages of a builder come from and go to, beside the local store of them.
 *
 * @param read    addresses, in the order in which they are asked
 * @param push    address that new packages are sent to; null for none
 * @param signing {@code key} and {@code home} of the key that signs packages; empty where they are not signed
 * @param trusted {@code keyring} and {@code keys}, whose signatures packages from there must carry; empty where they need none
 */
public record BinaryHosts(
        List<String> read,
        @Nullable String push,
        SortedMap<String, String> signing,
        SortedMap<String, String> trusted) {
    public static final BinaryHosts NONE = new BinaryHosts(List.of(), null, new TreeMap<>(), new TreeMap<>());

    public BinaryHosts {
        read = List.copyOf(read);
    }
}
