package dev.stave.packages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The packages of an image, its parents' among them, by name, version and slot. Written into the image's configuration as
 * a label, it is the one source of what is known of the image on any machine, as Portage's own database is not in it.
 */
public record PackageTable(List<PortagePackage> packages) {
    /** The label of the image configuration that holds the table. */
    public static final String LABEL = "dev.stave.packages";

    private static final Comparator<PortagePackage> ORDER = Comparator.comparing(PortagePackage::name)
            .thenComparing(PackageTable::byVersion)
            .thenComparing(PortagePackage::version)
            .thenComparing(PortagePackage::slot);

    public static final PackageTable EMPTY = new PackageTable(List.of());

    public PackageTable {
        packages = packages.stream().sorted(ORDER).distinct().toList();
    }

    private static int byVersion(PortagePackage one, PortagePackage two) {
        Optional<PortageVersion> mine = one.portageVersion();
        Optional<PortageVersion> theirs = two.portageVersion();
        return mine.isPresent() && theirs.isPresent()
                ? mine.get().compareTo(theirs.get())
                : Boolean.compare(mine.isPresent(), theirs.isPresent());
    }

    /**
     * The table in an image's labels; empty where it has none.
     *
     * @throws PackageListException where the label is not one that Stave wrote
     */
    public static Optional<PackageTable> of(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(LABEL)).map(TableLabel::read);
    }

    /** The label's text: equal tables have equal ones. */
    public String label() {
        return TableLabel.write(this);
    }

    /** With the packages of the image that this one is built on; of two in one slot, this table's counts. */
    public PackageTable on(PackageTable parent) {
        Map<String, PortagePackage> places = new TreeMap<>();
        List<PortagePackage> all = new ArrayList<>(packages);
        packages.forEach(one -> places.put(place(one), one));
        parent.packages().stream()
                .filter(one -> !places.containsKey(place(one)))
                .forEach(all::add);
        return new PackageTable(all);
    }

    /** Without the packages that are just the same in the parent: what this image itself adds. */
    public PackageTable without(PackageTable parent) {
        return new PackageTable(packages.stream()
                .filter(one -> !parent.packages().contains(one))
                .toList());
    }

    private static String place(PortagePackage one) {
        return one.name() + ":" + one.mainSlot();
    }

    public boolean isEmpty() {
        return packages.isEmpty();
    }
}
