package dev.stave.model;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Portage's configuration in a builder.
 *
 * @param profile  such as {@code default/linux/amd64/23.0}; null for the stage3's own
 * @param makeConf settings of make.conf
 * @param choice   packages that the builder itself has, and what is said of packages
 */
public record PortageSettings(@Nullable String profile, SortedMap<String, String> makeConf, PackageChoice choice) {
    public static final PortageSettings NONE = new PortageSettings(null, new TreeMap<>(), PackageChoice.NONE);
}
