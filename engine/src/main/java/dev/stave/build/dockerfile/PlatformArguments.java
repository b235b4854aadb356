package dev.stave.build.dockerfile;

import dev.stave.model.Platform;
import java.util.SortedMap;
import java.util.TreeMap;

/** The arguments that every builder knows without an ARG, of the platform built for and of the one built on. */
record PlatformArguments(Platform target, Platform build) {
    SortedMap<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>();
        put(values, "TARGET", target);
        put(values, "BUILD", build);
        return values;
    }

    private static void put(SortedMap<String, String> values, String prefix, Platform platform) {
        values.put(prefix + "PLATFORM", platform.toString());
        values.put(prefix + "OS", platform.os());
        values.put(prefix + "ARCH", platform.architecture());
        values.put(prefix + "VARIANT", platform.variant());
    }
}
