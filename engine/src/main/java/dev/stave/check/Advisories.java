package dev.stave.check;

import dev.stave.oci.PlatformImage;
import java.util.Optional;

/** Published advisories, asked about the packages that an image says are in it. Joined with what the scanner sees. */
@FunctionalInterface
public interface Advisories {
    Advisories NONE = image -> Optional.empty();

    /** The system that a platform with packages of Portage has. */
    String GENTOO = "gentoo";

    /** Empty where the image says nothing of its packages, or nothing that advisories are about. */
    Optional<Advice> look(PlatformImage image);

    /**
     * What they say of one platform.
     *
     * @param source whose advisories they are, such as {@code 3120 Gentoo advisories up to GLSA-202611-04}
     */
    record Advice(PlatformScan scan, String source) {}
}
