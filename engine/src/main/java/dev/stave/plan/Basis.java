package dev.stave.plan;

import dev.stave.model.Fingerprint;
import dev.stave.model.ImageRef;
import dev.stave.model.Platform;
import java.util.List;
import java.util.SortedMap;

/**
 * What an image is made from, by digest.
 *
 * @param fingerprint content fingerprint, with the pins known so far
 * @param gate        gate fingerprint
 * @param pins        outside inputs that are pinned so far
 * @param platforms   resolved; empty only for a mirror of all there are
 */
public record Basis(
        Fingerprint fingerprint, Fingerprint gate, SortedMap<String, String> pins, List<Platform> platforms) {
    public Basis {
        platforms = List.copyOf(platforms);
    }

    /** The key of the pin that holds the version which a source's {@code latest} stands for. */
    public static String versionPin(ImageRef reference) {
        return reference + " version";
    }
}
