package dev.stave.check.glsa;

import dev.stave.model.ScanPolicy.Severity;
import dev.stave.packages.PortagePackage;
import dev.stave.packages.PortageVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Gentoo Linux Security Advisory.
 *
 * @param id       such as {@code 202611-04}
 * @param revision how often it was revised
 * @param cves     that it refers to
 */
record Glsa(String id, int revision, Severity severity, List<String> cves, List<Affected> affected) {
    Glsa {
        cves = List.copyOf(cves);
        affected = List.copyOf(affected);
    }

    /** As reports and accepted findings name it. */
    String name() {
        return "GLSA-" + id;
    }

    /**
     * A package on some architectures.
     *
     * @param arches Gentoo's words; {@code *} for all
     */
    record Affected(String name, List<String> arches, List<Range> vulnerable, List<Range> unaffected) {
        /** As Portage decides: in a vulnerable range, and in none that is unaffected. */
        boolean hits(PortagePackage one, String arch) {
            return name.equals(one.name())
                    && (arches.contains("*") || arches.contains(arch))
                    && vulnerable.stream().anyMatch(range -> range.holds(one))
                    && unaffected.stream().noneMatch(range -> range.holds(one));
        }

        /** The lowest version that it names as unaffected above the installed one; of the same slot where it says one. */
        Optional<String> fixFor(PortagePackage one) {
            Optional<PortageVersion> installed = one.portageVersion();
            return unaffected.stream()
                    .filter(Range::isUpwards)
                    .filter(range -> range.slot().isEmpty() || range.slot().equals(one.mainSlot()))
                    .map(Range::version)
                    .filter(version -> installed.isPresent() && version.compareTo(installed.get()) > 0)
                    .min(Comparator.naturalOrder())
                    .map(PortageVersion::text);
        }
    }
}
