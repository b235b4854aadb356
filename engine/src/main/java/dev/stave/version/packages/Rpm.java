package dev.stave.version.packages;

import dev.stave.version.VersionException;
import dev.stave.version.VersionReader.InstalledPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Red Hat's and SUSE's: a header for each package in a table of {@code rpmdb.sqlite} (rpm 4.16 and later). Versions are
 * {@code VERSION-RELEASE}, without epoch. The older forms, Berkeley DB and ndb, are told of and not read.
 */
final class Rpm implements PackageDatabase {
    private static final List<String> FOLDERS = List.of("var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm");
    private static final List<String> OLDER = List.of("Packages", "Packages.db");
    private static final String LOG = "-wal";
    private static final String HINT = "use version fromCommand or fromLabel for this image";

    @Override
    public List<InstalledPackage> packages(FileTree files) {
        for (String folder : FOLDERS) {
            String path = folder + "/rpmdb.sqlite";
            SortedMap<String, byte[]> found = files.read(List.of(path, path + LOG));
            byte[] database = found.get(path);
            if (database != null) {
                if (found.getOrDefault(path + LOG, new byte[0]).length > 0) {
                    throw new VersionException(
                            "the rpm database " + path + " was left open, part of it is in its log", HINT);
                }
                return packages(path, database);
            }
        }
        for (String folder : FOLDERS) {
            for (String name : OLDER) {
                if (files.has(folder + "/" + name)) {
                    throw new VersionException(
                            "the rpm database " + folder + "/" + name + " has a form that Stave does not read", HINT);
                }
            }
        }
        return List.of();
    }

    private static List<InstalledPackage> packages(String path, byte[] database) {
        List<InstalledPackage> all = new ArrayList<>();
        try {
            for (SqliteFile.Row row : new SqliteFile(database).rows("Packages")) {
                RpmHeader header = new RpmHeader(row.bytes(1));
                if (!header.name().equals("gpg-pubkey")) {
                    all.add(new InstalledPackage(
                            header.name(), header.version() + "-" + header.release(), header.architecture(), "rpm"));
                }
            }
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
            throw new VersionException("the rpm database " + path + " is damaged", HINT);
        }
        return all;
    }
}
