package dev.stave.version.packages;

import dev.stave.version.VersionReader.InstalledPackage;
import java.util.List;

/** One kind of package database. */
interface PackageDatabase {
    /**
     * What is installed by it; empty where the image has no such database.
     *
     * @throws dev.stave.version.VersionException where it has one that cannot be read
     */
    List<InstalledPackage> packages(FileTree files);
}
