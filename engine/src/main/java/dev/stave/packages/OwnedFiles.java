package dev.stave.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which package each file of a root belongs to: lines of a path, a tab and {@code category/name-version}, as a build
 * leaves them from Portage's database.
 */
public final class OwnedFiles {
    private static final String USR = "/usr";

    private final Map<String, String> owners;

    private OwnedFiles(Map<String, String> owners) {
        this.owners = owners;
    }

    /** @throws PackageListException where the file cannot be read; an absent one says that nothing is owned */
    public static OwnedFiles read(Path file) {
        Map<String, String> owners = new HashMap<>();
        if (Files.exists(file)) {
            try {
                for (String line : Files.readAllLines(file)) {
                    int tab = line.lastIndexOf('\t');
                    if (tab > 0) {
                        owners.put(line.substring(0, tab), line.substring(tab + 1));
                    }
                }
            } catch (IOException e) {
                throw new PackageListException(
                        "the list of owned files " + file + " cannot be read: " + e.getMessage(),
                        "run again; the build may have been cut off",
                        e);
            }
        }
        return new OwnedFiles(owners);
    }

    /**
     * {@code category/name-version}; empty where no package owns it.
     *
     * @param path with or without the first slash; where folders are merged into {@code usr}, the path there
     */
    public String ownerOf(String path) {
        String whole = path.startsWith("/") ? path : "/" + path;
        String owner = owners.get(whole);
        if (owner == null && whole.startsWith(USR + "/")) {
            owner = owners.get(whole.substring(USR.length()));
        }
        return owner == null ? "" : owner;
    }
}
