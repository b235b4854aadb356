package dev.stave.build.files;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.stave.build.BuildException;
import dev.stave.inputs.FileSearch;
import dev.stave.inputs.FoundFile;
import dev.stave.inputs.NotKept;
import dev.stave.inputs.Ours;
import dev.stave.model.ImageSpec;
import dev.stave.model.InputFile.Kind;
import dev.stave.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where each file of a {@code files} image goes, with which mode and owner. On a parent no entry is made for folders
 * that the copies only lead through, nor for the folder they are put into: those keep what the parent gave them.
 */
final class FilesLayout {
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions FOLDER = FilePermissions.fromOctalString("755");
    private static final String ROOT = "0:0";

    private final Path stackFolder;
    private final Instant time;
    private final boolean onNothing;
    private final SortedMap<String, FileEntry> entries = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

    /**
     * @param time      of every entry
     * @param onNothing whether there is no parent that may have the folders already
     */
    FilesLayout(Path stackFolder, Instant time, boolean onNothing) {
        this.stackFolder = real(stackFolder);
        this.time = time;
        this.onNothing = onNothing;
    }

    /** Everything that the image's copies say, by path; of two for one path the later one. */
    FileEntriesLayer layer(ImageSpec image, Source.Files files) {
        Ours ours = new Ours(stackFolder, image);
        for (Source.Copy copy : files.copies()) {
            FileSearch search = new FileSearch(stackFolder);
            search.add(copy.from(), ours.negate(), p -> false);
            complaints.addAll(search.complaints());
            search.found().forEach(entry -> NotKept.byFiles(entry).ifPresent(complaints::add));
            if (complaints.isEmpty()) {
                place(copy, search.found());
            }
        }
        findFilesUsedAsFolders();
        if (!complaints.isEmpty()) {
            throw new BuildException("image '" + image.name() + "': " + String.join("\n", complaints), "");
        }
        FileEntriesLayer.Builder layer =
                FileEntriesLayer.builder().setName(image.name().toString());
        entries.values().forEach(layer::addEntry);
        return layer.build();
    }

    private void place(Source.Copy copy, List<FoundFile> found) {
        String from = FileSearch.normal(copy.from());
        String to = copy.to().replaceAll("/+$", "");
        boolean single = found.size() == 1
                && found.get(0).kind() == Kind.FILE
                && found.get(0).path().equals(from);
        if (single) {
            boolean intoFolder = copy.to().endsWith("/");
            String name = from.substring(from.lastIndexOf('/') + 1);
            put(copy, found.get(0), intoFolder ? to + "/" + name : to);
            leadTo(intoFolder ? to : parentOf(to), copy);
            return;
        }
        int skip = from.equals(".") ? 0 : from.length() + 1;
        for (FoundFile entry : found) {
            if (!entry.path().equals(from)) {
                put(copy, entry, to + "/" + entry.path().substring(skip));
            }
        }
        boolean empty = found.stream().allMatch(entry -> entry.path().equals(from));
        if (empty || !copy.owner().equals(ROOT)) {
            putFolder(to, copy.owner());
        }
        leadTo(to, copy);
    }

    /** On nothing, the folders on the way are ours to make. */
    private void leadTo(String folder, Source.Copy copy) {
        if (!onNothing) {
            return;
        }
        String owner = copy.owner();
        for (String path = folder; !path.isEmpty(); path = parentOf(path)) {
            if (!entries.containsKey(path)) {
                putFolder(path, path.equals(folder) ? owner : ROOT);
            }
        }
    }

    private void put(Source.Copy copy, FoundFile entry, String target) {
        if (entry.kind() == Kind.FOLDER) {
            putFolder(target, copy.owner());
            return;
        }
        FilePermissions usual = entry.executable() ? EXECUTABLE : FILE;
        FilePermissions mode = copy.mode() == null ? usual : FilePermissions.fromOctalString(bits(copy.mode()));
        entries.put(target, new FileEntry(real(entry.file()), AbsoluteUnixPath.get(target), mode, time, copy.owner()));
    }

    private void putFolder(String target, String owner) {
        if (!target.isEmpty()) {
            // the source of a folder says nothing: an entry is a folder where its source is one
            entries.put(target, new FileEntry(stackFolder, AbsoluteUnixPath.get(target), FOLDER, time, owner));
        }
    }

    private void findFilesUsedAsFolders() {
        for (Map.Entry<String, FileEntry> each : entries.entrySet()) {
            for (String path = parentOf(each.getKey()); !path.isEmpty(); path = parentOf(path)) {
                FileEntry above = entries.get(path);
                if (above != null && !above.getSourceFile().equals(stackFolder)) {
                    complaints.add("'" + path + "' would be both a file and a folder");
                }
            }
        }
    }

    /** The last three digits of a mode whose first one is 0. */
    static String bits(String mode) {
        return mode.length() == 4 && mode.startsWith("0") ? mode.substring(1) : mode;
    }

    /** A link that was named by the stack counts as what it leads to. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new BuildException("'" + file + "' could not be read: " + e.getMessage(), "", e);
        }
    }

    private static String parentOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
