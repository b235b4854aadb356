package dev.stave.version.packages;

import dev.stave.version.VersionReader.InstalledPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debian's: {@code var/lib/dpkg/status}, and the files in {@code status.d} that distroless images have instead (dpkg(1),
 * deb-version(7)). Versions are without their epoch.
 */
final class Dpkg implements PackageDatabase {
    private static final String FOLDER = "var/lib/dpkg/status.d";

    @Override
    public List<InstalledPackage> packages(FileTree files) {
        List<String> paths = new ArrayList<>(List.of("var/lib/dpkg/status"));
        for (String name : files.list(FOLDER)) {
            if (!name.endsWith(".md5sums")) {
                paths.add(FOLDER + "/" + name);
            }
        }
        return files.read(paths).values().stream()
                .flatMap(file -> Stanzas.read(file).stream())
                .filter(Dpkg::isInstalled)
                .map(stanza -> new InstalledPackage(
                        stanza.getOrDefault("Package", ""),
                        stanza.getOrDefault("Version", "").replaceFirst("^[0-9]+:", ""),
                        stanza.getOrDefault("Architecture", ""),
                        "dpkg"))
                .toList();
    }

    /** Whether the third word of Status says so; distroless images have no Status. */
    private static boolean isInstalled(Map<String, String> stanza) {
        String status = stanza.getOrDefault("Status", "installed");
        return stanza.containsKey("Package")
                && stanza.containsKey("Version")
                && status.matches("(\\S+ +\\S+ +)?installed");
    }
}
