package dev.stave.check;

import dev.stave.oci.StoredImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What advisories say of all platforms of an image.
 *
 * @param sources whose they are, each with {@code ", "} before it; empty where nobody said anything
 */
public record Advised(List<PlatformScan> scans, String sources) {
    public Advised {
        scans = List.copyOf(scans);
    }

    public static Advised of(StoredImage image, Advisories advisories) {
        List<PlatformScan> scans = new ArrayList<>();
        Set<String> sources = new LinkedHashSet<>();
        image.platforms().forEach(platform -> advisories.look(platform).ifPresent(advice -> {
            scans.add(advice.scan());
            sources.add(", " + advice.source());
        }));
        return new Advised(scans, String.join("", sources));
    }
}
