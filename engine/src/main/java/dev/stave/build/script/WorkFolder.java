package dev.stave.build.script;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.inputs.FileSearch;
import dev.stave.inputs.FoundFile;
import dev.stave.model.HostException;
import dev.stave.model.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The folder that a script runs in: copies of its inputs, laid out as beside the stack, and empty places for results. */
final class WorkFolder {
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final BuildOrder order;
    private final String script;
    private final Places places;

    private WorkFolder(BuildOrder order, String script, Places places) {
        this.order = order;
        this.script = script;
        this.places = places;
    }

    /** Copies the inputs; modes become 0644 or 0755 and every time that of the image, so that runs do not differ. */
    static WorkFolder filled(BuildOrder order, String script, List<FoundFile> inputs) {
        int levels = inputs.stream().mapToInt(f -> levelsAbove(f.path())).max().orElse(0);
        WorkFolder folder = new WorkFolder(
                order, script, new Places(order.workFolder().toAbsolutePath().toString(), levels));
        try {
            folder.fill(inputs);
        } catch (IOException e) {
            throw new HostException(
                    "the inputs of image '" + order.image().name() + "' could not be copied to " + order.workFolder()
                            + ": " + e.getMessage(),
                    "look at the rights and the free space there",
                    e);
        }
        return folder;
    }

    Places places() {
        return places;
    }

    /** The script's path, as the stack says it. */
    String script() {
        return script;
    }

    /** Where an image that was left in the engine is saved to. */
    Path saved() {
        return archive().resolveSibling("saved.tar");
    }

    Path rootfs() {
        return Path.of(places.rootfs());
    }

    Path archive() {
        return Path.of(places.archive());
    }

    Path parent() {
        return Path.of(places.parent());
    }

    /** Whether the script put anything into the tree. A link in its place is refused: it could lead anywhere. */
    boolean hasTree() {
        if (!Files.isDirectory(rootfs(), LinkOption.NOFOLLOW_LINKS)) {
            throw new BuildException(
                    "script '" + script + "' left no folder at $STAVE_ROOTFS",
                    "leave the folder where it is and fill it");
        }
        try (Stream<Path> entries = Files.list(rootfs())) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            throw new BuildException(
                    "$STAVE_ROOTFS of image '" + order.image().name() + "' cannot be read: " + e.getMessage(),
                    "leave it a folder that this user may read",
                    e);
        }
    }

    /** Whether the script left an archive. Anything but a file is refused. */
    boolean hasArchive() {
        if (!Files.exists(archive(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(archive(), LinkOption.NOFOLLOW_LINKS)) {
            throw new BuildException(
                    "script '" + script + "' left no file at $STAVE_ARCHIVE",
                    "a folder must be packed: docker-archive: and oci-archive: are what skopeo, buildah and Podman call it");
        }
        return true;
    }

    private void fill(List<FoundFile> inputs) throws IOException {
        Path stack = Path.of(places.stack());
        for (String each : List.of(places.stack(), places.home(), places.temporary(), places.rootfs())) {
            folder(Path.of(each));
        }
        refuseInputsBelowLinks(inputs);
        for (FoundFile input : inputs) {
            copy(input, stack.resolve(input.path()).normalize());
        }
        List<Path> copies;
        try (Stream<Path> walk = Files.walk(Path.of(places.inputs()))) {
            copies = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path copy : copies) {
            if (!Files.isSymbolicLink(copy)) {
                Files.setLastModifiedTime(copy, FileTime.from(order.created()));
            }
        }
    }

    /** A copy below the copy of a link would be written to wherever that one leads. */
    private void refuseInputsBelowLinks(List<FoundFile> inputs) {
        Set<String> links = new TreeSet<>();
        for (FoundFile input : inputs) {
            for (int end = input.path().indexOf('/');
                    end > 0;
                    end = input.path().indexOf('/', end + 1)) {
                String above = input.path().substring(0, end);
                if (links.contains(above)) {
                    throw new BuildException(
                            "image '" + order.image().name() + "': '" + above + "' is a link, and '" + input.path()
                                    + "' lies below it",
                            "name what the link leads to instead");
                }
            }
            if (input.kind() == InputFile.Kind.LINK) {
                links.add(input.path());
            }
        }
    }

    private void copy(FoundFile input, Path target) throws IOException {
        switch (input.kind()) {
            case FOLDER -> folder(target);
            case LINK -> {
                folder(parentOf(target));
                Files.createSymbolicLink(target, Path.of(input.target()));
            }
            case FILE -> {
                folder(parentOf(target));
                Files.copy(input.file(), target);
                boolean executable = input.executable() || input.path().equals(FileSearch.normal(script));
                Files.setPosixFilePermissions(target, executable ? EXECUTABLE : PLAIN);
            }
        }
    }

    /** With this mode whatever the umask of the engine. */
    private static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            folder(parentOf(folder));
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, EXECUTABLE);
        }
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no folder holds " + file);
        }
        return parent;
    }

    private static int levelsAbove(String path) {
        int levels = 0;
        for (String rest = path; rest.startsWith("../"); rest = rest.substring(3)) {
            levels++;
        }
        return levels;
    }
}
