package dev.stave.gentoo.mirror;

import com.github.luben.zstd.ZstdInputStream;
import dev.stave.gentoo.GentooException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the archive of a tree into an empty folder. No entry leaves the folder or passes through a link, links lead to
 * somewhere inside, and there are no devices.
 */
final class TreeArchive {
    private static final int MOST_ENTRIES = 2_000_000;
    private static final long MOST_BYTES = 16L << 30;
    private static final int XZ_MEMORY_KIB = 1 << 20;

    private final String name;
    private final Path root;
    private final Set<String> links = new HashSet<>();
    private int entries;
    private long bytes;

    /** @param name of the archive, for messages */
    TreeArchive(String name, Path root) {
        this.name = name;
        this.root = root;
    }

    /** Returns the tree: the folder itself, or the only one in it. */
    Path unpack(Path archive) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked(raw), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                add(entry, tar);
            }
            return tree();
        } catch (IOException | IllegalArgumentException e) {
            throw new GentooException("'" + name + "' cannot be unpacked: " + e.getMessage(), "", e);
        }
    }

    /** By the first bytes, whatever the name says. */
    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(8);
        byte[] head = raw.readNBytes(6);
        raw.reset();
        if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z')) {
            return new XZInputStream(raw, XZ_MEMORY_KIB);
        }
        if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new ZstdInputStream(raw);
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return new GZIPInputStream(raw, 1 << 16);
        }
        return startsWith(head, 'B', 'Z', 'h') ? new BZip2CompressorInputStream(raw, true) : raw;
    }

    private static boolean startsWith(byte[] head, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (head.length <= i || (head[i] & 0xff) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private void add(TarArchiveEntry entry, InputStream content) throws IOException {
        if (++entries > MOST_ENTRIES) {
            throw wrong("it has more than " + MOST_ENTRIES + " entries");
        }
        String path = inside(entry.getName());
        if (path.isEmpty()) {
            return;
        }
        Path file = place(path);
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            link(path, file, entry.getLinkName());
        } else if (entry.isLink()) {
            Path target = place(inside(entry.getLinkName()));
            if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                throw wrong("entry '" + entry.getName() + "' is a hard link to what is not there");
            }
            Files.createLink(file, target);
        } else if (entry.isFile()) {
            write(file, content);
            Files.setLastModifiedTime(
                    file, FileTime.from(entry.getLastModifiedTime().toInstant()));
            TreeFolders.readOnly(file, (entry.getMode() & 0100) != 0);
        } else {
            throw wrong("entry '" + entry.getName() + "' is no file, folder or link");
        }
    }

    private Path tree() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            List<Path> all = entries.toList();
            return all.size() == 1 && Files.isDirectory(all.get(0), LinkOption.NOFOLLOW_LINKS) ? all.get(0) : root;
        }
    }

    /** The path below the folder; empty for that folder itself. */
    private String inside(String entry) throws IOException {
        String path = entry.replaceFirst("^(\\./)+", "").replaceAll("/+", "/").replaceFirst("/$", "");
        if (path.equals(".")) {
            return "";
        }
        for (String part : path.split("/")) {
            if (part.equals("..") || part.equals(".")) {
                throw wrong("entry '" + entry + "' would leave the tree");
            }
        }
        if (path.startsWith("/")) {
            throw wrong("entry '" + entry + "' would leave the tree");
        }
        return path;
    }

    private Path place(String path) throws IOException {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (links.contains(path.substring(0, slash))) {
                throw wrong("entry '" + path + "' would pass through a link");
            }
        }
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && links.remove(path)) {
            Files.delete(file);
        }
        return file;
    }

    private void link(String path, Path file, String target) throws IOException {
        Path folder = Path.of(path).getParent();
        Path to = (folder == null ? Path.of("") : folder).resolve(target).normalize();
        if (target.startsWith("/") || to.startsWith("..")) {
            throw wrong("link '" + path + "' leads out of the tree, to '" + target + "'");
        }
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of(target));
        links.add(path);
    }

    private void write(Path file, InputStream content) throws IOException {
        Files.deleteIfExists(file);
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                bytes += count;
                if (bytes > MOST_BYTES) {
                    throw wrong("it unpacks to more than " + (MOST_BYTES >> 30) + " GiB");
                }
                out.write(buffer, 0, count);
            }
        }
    }

    private static IOException wrong(String why) {
        return new IOException(why);
    }
}
