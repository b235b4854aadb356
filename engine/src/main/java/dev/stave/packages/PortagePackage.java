package dev.stave.packages;

import java.util.List;
import java.util.Optional;

/**
 * A package that is in an image.
 *
 * @param name       {@code category/name}; what a hook installed may have no category
 * @param version    with its revision, as Portage writes it ({@code PVR}): {@code 1.36.1-r3}
 * @param slot       with the sub-slot where there is one: {@code 0/1.2}
 * @param repository the ebuild repository that it is from; empty for what a hook installed
 * @param useFlags   the enabled ones, sorted
 * @param licence    Portage's licence expression, reduced by USE; empty where nothing is known
 * @param byHook     whether a hook installed it past Portage
 */
public record PortagePackage(
        String name,
        String version,
        String slot,
        String repository,
        List<String> useFlags,
        String licence,
        boolean byHook) {
    public PortagePackage {
        useFlags = useFlags.stream().sorted().distinct().toList();
    }

    /** Empty where the version does not follow Portage's rules, as a hook's may not. */
    public Optional<PortageVersion> portageVersion() {
        return PortageVersion.tryParse(version);
    }

    /** {@code 0} of {@code 0/1.2}. */
    public String mainSlot() {
        return slot.replaceFirst("/.*$", "");
    }

    /** The part before the slash; empty where there is none. */
    public String category() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /** The part after the slash. */
    public String shortName() {
        return name.substring(name.indexOf('/') + 1);
    }
}
