package dev.stave.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Portage is told about packages: which ones, and its files package.use, package.accept_keywords, package.license,
 * package.mask and package.unmask.
 *
 * @param packages atoms to install, in the order written
 * @param useFlags flags for each atom, such as {@code +static}
 * @param keywords for each atom, such as {@code ~amd64}
 * @param licenses accepted for each atom
 * @param mask     atoms that are not to be used
 * @param unmask   atoms that may be used although the tree masks them
 */
public record PackageChoice(
        List<String> packages,
        SortedMap<String, List<String>> useFlags,
        SortedMap<String, List<String>> keywords,
        SortedMap<String, List<String>> licenses,
        List<String> mask,
        List<String> unmask) {
    public static final PackageChoice NONE = of(List.of());

    public PackageChoice {
        packages = List.copyOf(packages);
        mask = List.copyOf(mask);
        unmask = List.copyOf(unmask);
    }

    /** Packages alone. */
    public static PackageChoice of(List<String> packages) {
        return new PackageChoice(packages, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of(), List.of());
    }
}
