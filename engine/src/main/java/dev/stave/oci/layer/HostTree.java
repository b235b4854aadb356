package dev.stave.oci.layer;

import dev.stave.oci.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Lists what {@code files} packs of a file or a folder of the host: plain files and folders, sorted. Links, devices,
 * special bits and the like are refused, never followed or dropped.
 */
public final class HostTree {
    private static final int SPECIAL = 06000;
    private static final int STICKY = 01000;
    private static final int EXECUTABLE = 0111;
    private static final int FOLDER = 0755;

    private final OptionalInt mode;
    private final Owners.Id owner;

    /** @param mode of files; empty: 0755 where somebody may execute it, else 0644. Folders have 0755. */
    public HostTree(OptionalInt mode, Owners.Id owner) {
        this.mode = mode;
        this.owner = owner;
    }

    /** @param target where the file, or the folder's content, goes in the image */
    public List<FileEntry> list(Path source, String target) throws IOException {
        try (Stream<Path> walk = Files.walk(source)) {
            List<FileEntry> entries = new ArrayList<>();
            for (Path path : walk.sorted().toList()) {
                String below = source.relativize(path).toString();
                entries.add(entry(path, below.isEmpty() ? target : target + "/" + below));
            }
            return entries;
        }
    }

    private FileEntry entry(Path path, String target) throws IOException {
        int bits = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (Files.isSymbolicLink(path)) {
            throw refused(path, "a symbolic link");
        }
        if (!folder && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(path, "a device, pipe or socket");
        }
        if (!folder && (bits & SPECIAL) != 0) {
            throw refused(path, "a file with the setuid or setgid bit");
        }
        if (folder && (bits & STICKY) != 0) {
            throw refused(path, "a folder with the sticky bit");
        }
        int plain = (bits & EXECUTABLE) != 0 ? 0755 : 0644;
        return new FileEntry(path, target, folder ? FOLDER : mode.orElse(plain), owner);
    }

    private static ImageException refused(Path path, String what) {
        return new ImageException(
                path + " is " + what + ", which 'files' cannot keep",
                "use 'script', which keeps links, devices and special bits");
    }
}
