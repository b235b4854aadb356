package dev.stave.version.packages;

import dev.stave.packages.PackageTable;
import dev.stave.version.VersionReader.InstalledPackage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gentoo's: a folder {@code var/db/pkg/CATEGORY/NAME-VERSION} for each package (PMS, "Version Specifications"). */
final class Portage implements PackageDatabase {
    private static final String NAME = "portage";
    private static final String FOLDER = "var/db/pkg";
    private static final Pattern NAME_AND_VERSION =
            Pattern.compile("(.+?)-([0-9]+(?:\\.[0-9]+)*[a-z]?(?:_(?:alpha|beta|pre|rc|p)[0-9]*)*(?:-r[0-9]+)?)");

    @Override
    public List<InstalledPackage> packages(FileTree files) {
        List<String> folders = new ArrayList<>();
        for (String category : files.list(FOLDER)) {
            for (String folder : files.list(FOLDER + "/" + category)) {
                folders.add(category + "/" + folder);
            }
        }
        SortedMap<String, byte[]> read = files.read(folders.stream()
                .flatMap(folder -> Stream.of(file(folder, "CHOST"), file(folder, "SLOT")))
                .toList());
        List<InstalledPackage> all = new ArrayList<>();
        for (String folder : folders) {
            Matcher matcher = NAME_AND_VERSION.matcher(folder);
            if (matcher.matches()) {
                String processor = text(read, file(folder, "CHOST")).replaceFirst("-.*", "");
                String slot = text(read, file(folder, "SLOT"));
                all.add(new InstalledPackage(matcher.group(1), matcher.group(2), processor, NAME, slot));
            }
        }
        return all;
    }

    /**
     * What the image's own table says, for an image out of which Portage's database was cleaned; what both know is listed
     * once.
     */
    static List<InstalledPackage> with(List<InstalledPackage> found, PackageTable table) {
        Set<String> known =
                found.stream().map(one -> one.name() + "-" + one.version()).collect(Collectors.toSet());
        List<InstalledPackage> all = new ArrayList<>(found);
        table.packages().stream()
                .filter(one -> !known.contains(one.name() + "-" + one.version()))
                .forEach(one -> all.add(new InstalledPackage(one.name(), one.version(), "", NAME, one.slot())));
        return all;
    }

    private static String text(SortedMap<String, byte[]> files, String path) {
        return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8).strip();
    }

    private static String file(String folder, String name) {
        return FOLDER + "/" + folder + "/" + name;
    }
}
