package dev.stave.version.packages;

import dev.stave.version.VersionReader.InstalledPackage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gentoo's: a folder {@code var/db/pkg/CATEGORY/NAME-VERSION} for each package (PMS, "Version Specifications"). */
final class Portage implements PackageDatabase {
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
        SortedMap<String, byte[]> hosts =
                files.read(folders.stream().map(Portage::hostFile).toList());
        List<InstalledPackage> all = new ArrayList<>();
        for (String folder : folders) {
            Matcher matcher = NAME_AND_VERSION.matcher(folder);
            if (matcher.matches()) {
                byte[] host = hosts.getOrDefault(hostFile(folder), new byte[0]);
                String processor =
                        new String(host, StandardCharsets.UTF_8).strip().replaceFirst("-.*", "");
                all.add(new InstalledPackage(matcher.group(1), matcher.group(2), processor, "portage"));
            }
        }
        return all;
    }

    private static String hostFile(String folder) {
        return FOLDER + "/" + folder + "/CHOST";
    }
}
