package dev.stave.model;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a builder takes from outside, as the stack names it; a setting with several values holds them separated by blanks.
 *
 * @param stage3   {@code flavour}, {@code date}, {@code arch}, {@code mirrors}, {@code file}, {@code sha256},
 *                 {@code verify}, {@code catalyst}…; empty where it extends another builder
 * @param portage  {@code snapshot}, {@code git} and {@code ref}, {@code rsync}, {@code file}, {@code path}…; empty for
 *                 the extended one's
 * @param overlays name to {@code path}, {@code git} and {@code ref}, or {@code rsync}
 */
public record BuilderInputs(
        SortedMap<String, String> stage3,
        SortedMap<String, String> portage,
        SortedMap<String, SortedMap<String, String>> overlays) {
    public static final BuilderInputs NONE = new BuilderInputs(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
}
