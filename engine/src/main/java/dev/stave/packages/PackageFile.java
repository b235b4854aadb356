package dev.stave.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The list that a build leaves of what it put into the root: one line a package, UTF-8, fields with tabs between:
 * {@code category/name}, version, slot, repository, enabled USE flags with spaces between, licence, and how it came
 * ({@code built}, {@code binary}, {@code hook}).
 */
public final class PackageFile {
    private static final int FIELDS = 7;
    private static final List<String> WAYS = List.of("built", "binary", "hook");

    private PackageFile() {}

    /**
     * An absent file is an empty table.
     *
     * @throws PackageListException that names the first wrong line
     */
    public static PackageTable read(Path file) {
        if (!Files.exists(file)) {
            return PackageTable.EMPTY;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            List<PortagePackage> packages = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    packages.add(read(file, i + 1, lines.get(i).split("\t", -1)));
                }
            }
            return new PackageTable(packages);
        } catch (IOException e) {
            throw new PackageListException(
                    "the list of installed packages " + file + " cannot be read: " + e.getMessage(),
                    "run again; the build may have been cut off",
                    e);
        }
    }

    private static PortagePackage read(Path file, int line, String[] fields) {
        String way = fields[fields.length - 1].strip();
        if (fields.length != FIELDS || fields[0].isBlank() || fields[1].isBlank() || !WAYS.contains(way)) {
            throw new PackageListException(
                    file + ":" + line + ": this is no package: " + String.join(" | ", fields),
                    "a line is category/name, version, slot, repository, USE flags, licence and built, binary or hook",
                    null);
        }
        return new PortagePackage(
                fields[0].strip(),
                fields[1].strip(),
                fields[2].strip(),
                fields[3].strip(),
                TableLabel.words(fields[4]),
                String.join(" ", TableLabel.words(fields[5])),
                way.equals("hook"));
    }
}
