package dev.stave.inputs;

import dev.stave.model.InputFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds files below a stack's folder and collects what keeps them from being inputs. A path that was named is followed
 * where it is a link; links found on the way are kept as links.
 */
public final class FileSearch {
    private static final int TYPE = 0170000;
    private static final Map<Integer, String> REFUSED =
            Map.of(0010000, "a named pipe", 0140000, "a socket", 0020000, "a device", 0060000, "a device");
    private static final LinkOption[] NOT_FOLLOWED = {LinkOption.NOFOLLOW_LINKS};
    private static final LinkOption[] FOLLOWED = {};

    private final Path folder;
    private final SortedMap<String, FoundFile> found = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

    public FileSearch(Path stackFolder) {
        this.folder = stackFolder;
    }

    /** A path as it is compared and fingerprinted: no dots, no slash at its end; {@code .} for the stack's folder. */
    public static String normal(String path) {
        String normal = Path.of(path).normalize().toString();
        return normal.isEmpty() ? "." : normal;
    }

    /** Takes one file, or everything in a folder. */
    public void add(String path) {
        add(path, p -> true, p -> false);
    }

    /**
     * Takes one file, or of a folder what is wanted.
     *
     * @param wanted  whether an entry counts; the named path itself always does
     * @param skipped whether a folder need not be looked into
     */
    public void add(String path, Predicate<String> wanted, Predicate<String> skipped) {
        String name = normal(path);
        Path file = folder.resolve(name);
        try {
            FoundFile root = look(name, file, FOLLOWED);
            if (root.kind() != Kind.FOLDER) {
                keep(root);
                return;
            }
            if (!name.equals(".")) {
                keep(root);
            }
            descend(root, wanted, skipped);
        } catch (IOException e) {
            complain(name, e);
        }
    }

    /** Takes what is wanted of a folder, but not the folder itself. */
    public void addWithin(String path, Predicate<String> wanted) {
        String name = normal(path);
        try {
            descend(look(name, folder.resolve(name), FOLLOWED), wanted, p -> false);
        } catch (IOException e) {
            complain(name, e);
        }
    }

    /** What was found, by path. */
    public List<FoundFile> found() {
        return List.copyOf(found.values());
    }

    /** Sentences about what cannot be an input, in the order met. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void descend(FoundFile parent, Predicate<String> wanted, Predicate<String> skipped) throws IOException {
        String prefix = parent.path().equals(".") ? "" : parent.path() + "/";
        List<FoundFile> folders = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent.file())) {
            for (Path child : children) {
                String path = prefix + nameOf(child);
                boolean counts = wanted.test(path);
                if (!counts && skipped.test(path)) {
                    continue;
                }
                FoundFile entry = look(path, child, NOT_FOLLOWED);
                if (counts) {
                    keep(entry);
                }
                if (entry.kind() == Kind.FOLDER) {
                    folders.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        for (FoundFile each : folders) {
            try {
                descend(each, wanted, skipped);
            } catch (IOException e) {
                complain(each.path(), e);
            }
        }
    }

    private void keep(FoundFile entry) {
        String refused = REFUSED.get(entry.mode() & TYPE);
        if (refused != null) {
            complaints.add("'" + entry.path() + "' is " + refused + ", which cannot be an input");
        } else if (entry.path().indexOf('\uFFFD') >= 0) {
            complaints.add("the name of '" + entry.path() + "' is not UTF-8");
        } else {
            found.put(entry.path(), entry);
        }
    }

    private static FoundFile look(String path, Path file, LinkOption[] options) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(file, "unix:mode,size,lastModifiedTime,ctime,ino", options);
        int mode = attributes.get("mode") instanceof Integer bits ? bits : 0;
        Kind kind =
                switch (mode & TYPE) {
                    case 0040000 -> Kind.FOLDER;
                    case 0120000 -> Kind.LINK;
                    default -> Kind.FILE;
                };
        String target = kind == Kind.LINK ? Files.readSymbolicLink(file).toString() : "";
        boolean executable = kind == Kind.FILE && (mode & 0100) != 0;
        return new FoundFile(path, file, kind, executable, target, mode, FileStamp.of(attributes));
    }

    /** The name as UTF-8 whatever the locale; what is none holds U+FFFD. */
    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.chars().allMatch(c -> c < 128)) {
            return name;
        }
        String raw = file.toUri().getRawPath().replaceFirst("/$", "");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(unescaped(raw.substring(raw.lastIndexOf('/') + 1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return name.indexOf('\uFFFD') >= 0 ? name : name + '\uFFFD';
        }
    }

    private static ByteBuffer unescaped(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.put((byte) raw.charAt(i));
            }
        }
        return bytes.flip();
    }

    private void complain(String path, IOException e) {
        complaints.add(Unreadable.why(path, e));
    }
}
