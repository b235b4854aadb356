package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.gentoo.signature.SignatureCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A whole tree against its Manifests (GLEP 74): the one at the top is signed, names others by digest, and together they
 * name every file. What no Manifest names, and what differs, is refused.
 */
final class TreeManifests {
    private static final Set<String> OF_FILES = Set.of("DATA", "MISC", "EBUILD", "AUX", "MANIFEST");
    private static final Set<String> TOP_LEVEL_OTHERS = Set.of("distfiles", "local", "packages", "lost+found");

    private final Path root;
    private final String name;
    private final SignatureCheck check;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> ignored = new HashSet<>();

    private record Entry(long sizeBytes, Map<ContentDigest, String> digests) {}

    TreeManifests(Path root, String name, SignatureCheck check) {
        this.root = root;
        this.name = name;
        this.check = check;
    }

    /** @throws GentooException at the first file that is not as signed */
    void verify() {
        try {
            Path top = root.resolve("Manifest");
            if (!Files.isRegularFile(top, LinkOption.NOFOLLOW_LINKS)) {
                throw wrong("it has no Manifest at its top", "write verify 'digest' to go without signatures");
            }
            String text = Verification.text(Optional.of(check), name + "/Manifest", Files.readAllBytes(top));
            read(text, "");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                        checkNamed(root.relativize(file).toString());
                    }
                }
            }
            for (String path : entries.keySet()) {
                if (!Files.exists(root.resolve(path))) {
                    throw wrong("'" + path + "' is missing", "");
                }
            }
        } catch (IOException e) {
            throw Kept.failure("cannot verify the tree of " + name, e);
        }
    }

    private void read(String text, String folder) throws IOException {
        for (String line : text.split("\n")) {
            String[] words = line.strip().split("\\s+");
            if (words[0].equals("IGNORE") && words.length == 2) {
                ignored.add(folder + words[1]);
            } else if (OF_FILES.contains(words[0]) && words.length >= 5) {
                String path = folder + (words[0].equals("AUX") ? "files/" : "") + words[1];
                entries.put(path, new Entry(Long.parseLong(words[2]), digests(words, line)));
                if (words[0].equals("MANIFEST")) {
                    readFurther(path);
                }
            }
        }
    }

    private void readFurther(String path) throws IOException {
        Path file = inside(path);
        checkEntry(path);
        byte[] bytes;
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = path.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            bytes = in.readAllBytes();
        }
        read(SignatureCheck.textOf(bytes), path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "");
    }

    private Map<ContentDigest, String> digests(String[] words, String line) {
        Map<ContentDigest, String> digests = new HashMap<>();
        for (int i = 3; i + 1 < words.length; i += 2) {
            String hex = words[i + 1];
            ContentDigest.ofWord(words[i])
                    .filter(kind -> kind.isStrong() && kind.fits(hex))
                    .ifPresent(kind -> digests.put(kind, hex));
        }
        if (digests.isEmpty()) {
            throw wrong("a Manifest names no digest that counts: " + line, "");
        }
        return digests;
    }

    private void checkNamed(String path) throws IOException {
        String first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        boolean apart = path.equals("Manifest")
                || path.startsWith(".")
                || TOP_LEVEL_OTHERS.contains(first)
                || ignored.stream().anyMatch(i -> path.equals(i) || path.startsWith(i + "/"));
        if (apart) {
            return;
        }
        if (!entries.containsKey(path)) {
            throw wrong("'" + path + "' is in no Manifest", "");
        }
        checkEntry(path);
    }

    private void checkEntry(String path) throws IOException {
        Entry entry = entries.get(path);
        Path file = inside(path);
        if (entry == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw wrong("'" + path + "' is missing, or no plain file", "");
        }
        for (Map.Entry<ContentDigest, String> digest : entry.digests().entrySet()) {
            if (Files.size(file) != entry.sizeBytes()
                    || !Kept.digest(digest.getKey(), file).equals(digest.getValue())) {
                throw wrong("'" + path + "' is not what its Manifest says", "");
            }
        }
    }

    private Path inside(String path) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root) || List.of(path.split("/")).contains("..")) {
            throw wrong("a Manifest names '" + path + "', which is not in the tree", "");
        }
        return file;
    }

    private GentooException wrong(String why, String hint) {
        return new GentooException("the tree of " + name + " does not verify: " + why, hint);
    }
}
