package dev.stave.version.packages;

import dev.stave.version.VersionReader.InstalledPackage;
import java.util.List;

/** Alpine's: {@code lib/apk/db/installed}, below {@code usr} where lib is merged into it (apk spec, "installed"). */
final class Apk implements PackageDatabase {
    private static final String PATH = "lib/apk/db/installed";

    @Override
    public List<InstalledPackage> packages(FileTree files) {
        String path = files.has(PATH) ? PATH : "usr/" + PATH;
        return files.read(List.of(path)).values().stream()
                .flatMap(file -> Stanzas.read(file).stream())
                .filter(stanza -> stanza.containsKey("P") && stanza.containsKey("V"))
                .map(stanza -> new InstalledPackage(
                        stanza.getOrDefault("P", ""),
                        stanza.getOrDefault("V", ""),
                        stanza.getOrDefault("A", ""),
                        "apk"))
                .toList();
    }
}
