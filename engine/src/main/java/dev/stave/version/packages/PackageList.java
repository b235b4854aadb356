package dev.stave.version.packages;

import dev.stave.packages.PackageTable;
import dev.stave.version.VersionException;
import dev.stave.version.VersionReader.InstalledPackage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The packages of an image, asked by name. */
record PackageList(List<InstalledPackage> packages) {
    private static final List<PackageDatabase> DATABASES = List.of(new Dpkg(), new Apk(), new Rpm(), new Portage());

    /** @param table what the image says of itself */
    static PackageList of(FileTree files, PackageTable table) {
        return new PackageList(Portage.with(
                DATABASES.stream()
                        .flatMap(database -> database.packages(files).stream())
                        .toList(),
                table));
    }

    /**
     * The package of that name: {@code category/name}, or the plain name in any category; {@code name:slot} for one of
     * several slots.
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
                    slots(found));
        }
        return found.stream().findFirst();
    }

    private static String slots(List<InstalledPackage> found) {
        boolean apart = found.stream()
                        .map(InstalledPackage::slot)
                        .filter(slot -> !slot.isEmpty())
                        .distinct()
                        .count()
                == found.size();
        return apart
                ? "name the slot, as in version fromPackage('" + found.get(0).name() + ":"
                        + mainSlot(found.get(found.size() - 1)) + "')"
                : "name another package, or declare the version in the stack";
    }

    private static boolean isNamed(InstalledPackage one, String name) {
        int colon = name.indexOf(':');
        String wanted = colon < 0 ? name : name.substring(0, colon);
        String slot = colon < 0 ? "" : name.substring(colon + 1);
        String installed = one.name();
        return (installed.equals(wanted)
                        || installed.substring(installed.indexOf('/') + 1).equals(wanted))
                && (slot.isEmpty() || slot.equals(mainSlot(one)) || slot.equals(one.slot()));
    }

    private static String mainSlot(InstalledPackage one) {
        return one.slot().replaceFirst("/.*$", "");
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
