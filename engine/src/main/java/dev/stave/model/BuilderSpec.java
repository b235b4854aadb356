package dev.stave.model;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One declared builder: a stage3 with a tree and settings, or one that extends another.
 *
 * @param from             the builder it extends; null for one from a stage3
 * @param stage3           {@code flavour}, {@code date} and what else names a stage3; empty where it extends another
 * @param portage          {@code snapshot} and what else names a tree; empty for the extended one's
 * @param makeConf         settings of make.conf
 * @param overlays         name to settings such as {@code path}
 * @param configureBuilder shell text; empty for none
 */
public record BuilderSpec(
        String name,
        Origin origin,
        @Nullable String from,
        SortedMap<String, String> stage3,
        SortedMap<String, String> portage,
        SortedMap<String, String> makeConf,
        SortedMap<String, SortedMap<String, String>> overlays,
        String configureBuilder) {}
