package dev.stave.version;

import dev.stave.container.Owner;
import dev.stave.model.VersionRule;
import dev.stave.oci.PlatformImage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads from a built image which software it holds. */
public interface VersionReader {
    /** The version by the rule; a rule that finds none is a {@link VersionException} that says where it looked. */
    String read(VersionRule rule, PlatformImage image, Owner owner, Consumer<String> log);

    /** The installed packages as the package databases in the merged view of the layers list them. */
    List<InstalledPackage> packages(PlatformImage image);

    /**
     * Where the image itself says another version than {@code declared}, a sentence about it: its version label, and the
     * package that is named like the image.
     */
    Optional<String> contradiction(String declared, String imageName, PlatformImage image);

    /**
     * @param database {@code dpkg}, {@code apk}, {@code rpm} or {@code portage}
     * @param slot     Portage's; empty elsewhere
     */
    record InstalledPackage(String name, String version, String architecture, String database, String slot) {
        public InstalledPackage(String name, String version, String architecture, String database) {
            this(name, version, architecture, database, "");
        }
    }
}
