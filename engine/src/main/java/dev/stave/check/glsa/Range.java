package dev.stave.check.glsa;

import dev.stave.packages.PortagePackage;
import dev.stave.packages.PortageVersion;
import java.util.Optional;

/**
 * A range of versions in an advisory (GLSA DTD, {@code vulnerable} and {@code unaffected}).
 *
 * @param operator {@code lt le eq ge gt}; with {@code r} before it, revisions of the same version alone
 * @param version  what installed versions are compared with
 * @param glob     whether {@code eq} means any version that begins so
 * @param slot     empty for all
 */
record Range(String operator, PortageVersion version, boolean glob, String slot) {
    /** @throws GlsaException where it is none that is known */
    static Range parse(String operator, String version, String slot) {
        boolean glob = version.endsWith("*");
        Optional<PortageVersion> parsed =
                PortageVersion.tryParse(glob ? version.substring(0, version.length() - 1) : version);
        if (parsed.isEmpty() || !operator.matches("r?(lt|le|ge|gt)|eq") || (glob && !operator.equals("eq"))) {
            throw new GlsaException("it has the range '" + operator + " " + version + "', which says nothing", null);
        }
        return new Range(operator, parsed.get(), glob, slot.equals("*") ? "" : slot);
    }

    /** What has no version of Portage's form is in no range. */
    boolean holds(PortagePackage one) {
        boolean inSlot = slot.isEmpty() || slot.equals(slot.contains("/") ? one.slot() : one.mainSlot());
        return inSlot && one.portageVersion().filter(this::holds).isPresent();
    }

    private boolean holds(PortageVersion installed) {
        if (glob) {
            return installed.goesOnFrom(version);
        }
        boolean revisionsAlone = operator.startsWith("r");
        if (revisionsAlone && installed.compareWithoutRevision(version) != 0) {
            return false;
        }
        int order = installed.compareTo(version);
        return switch (revisionsAlone ? operator.substring(1) : operator) {
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "ge" -> order >= 0;
            case "gt" -> order > 0;
            default -> order == 0;
        };
    }

    boolean isUpwards() {
        return operator.endsWith("ge") || operator.endsWith("gt") || operator.equals("eq");
    }
}
