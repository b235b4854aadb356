package dev.stave.version.packages;

import dev.stave.version.VersionException;
import dev.stave.version.VersionReader.InstalledPackage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The packages of an image, asked by name. */
record PackageList(List<InstalledPackage> packages) {
    private static final List<PackageDatabase> DATABASES = List.of(new Dpkg(), new Apk(), new Rpm(), new Portage());

    static PackageList of(FileTree files) {
        return new PackageList(DATABASES.stream()
                .flatMap(database -> database.packages(files).stream())
                .toList());
    }

    /**
     * The package of that name: {@code category/name}, or the plain name in any category.
     *
     * @throws VersionException where it is installed in several versions
     */
    Optional<InstalledPackage> named(String name) {
        List<InstalledPackage> found =
                packages.stream().filter(one -> isNamed(one, name)).toList();
        List<String> versions =
                found.stream().map(InstalledPackage::version).distinct().toList();
        if (versions.size() > 1) {
            throw new VersionException(
                    "package '" + name + "' is installed in several versions: " + String.join(", ", versions),
                    "name another package, or declare the version in the stack");
        }
        return found.stream().findFirst();
    }

    private static boolean isNamed(InstalledPackage one, String name) {
        String installed = one.name();
        return installed.equals(name)
                || installed.substring(installed.indexOf('/') + 1).equals(name);
    }

    /** Where was looked, for a message. */
    String words() {
        if (packages.isEmpty()) {
            return "it has no package database that Stave knows (dpkg, apk, rpm, Portage)";
        }
        String databases =
                packages.stream().map(InstalledPackage::database).distinct().collect(Collectors.joining(" and "));
        return "its " + databases + " database lists " + packages.size()
                + (packages.size() == 1 ? " other package" : " others");
    }
}
