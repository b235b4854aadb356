package dev.stave.version;

import dev.stave.model.Platform;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An image has one version, whatever the platform. */
public final class PlatformVersions {
    private PlatformVersions() {}

    /**
     * The version on which all platforms agree.
     *
     * @param versions at least one
     * @throws VersionException that lists them where they differ
     */
    public static String agreed(SortedMap<Platform, String> versions) {
        TreeSet<String> different = new TreeSet<>(versions.values());
        if (different.size() == 1) {
            return different.first();
        }
        throw new VersionException(
                "its platforms hold different versions: "
                        + versions.entrySet().stream()
                                .map((Map.Entry<Platform, String> entry) -> entry.getValue() + " on " + entry.getKey())
                                .collect(Collectors.joining(", ")),
                "build all platforms from the same packages, or declare the version in the stack");
    }
}
