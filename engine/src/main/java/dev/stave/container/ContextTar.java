package dev.stave.container;

import dev.stave.model.HostException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A build context as a tar stream: sorted, owned by root, every entry of the same time, so that two checkouts of the same
 * files are the same bytes. Links are kept as links.
 */
public final class ContextTar {
    private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

    private final DockerfileBuild build;

    public ContextTar(DockerfileBuild build) {
        this.build = build;
    }

    /** Writes the context without a Dockerfile of ours; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = open(out);
        writeContext(tar);
        tar.finish();
    }

    /** Writes the context, and the Dockerfile as {@link DockerfileBuild#SENT_AS}; the stream stays open. */
    public void writeWithDockerfile(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = open(out);
        writeContext(tar);
        TarArchiveEntry entry = entry(DockerfileBuild.SENT_AS, 0644);
        entry.setSize(Files.size(build.dockerfile()));
        tar.putArchiveEntry(entry);
        Files.copy(build.dockerfile(), tar);
        tar.closeArchiveEntry();
        tar.finish();
    }

    private static TarArchiveOutputStream open(OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    private void writeContext(TarArchiveOutputStream tar) throws IOException {
        for (var file : files().entrySet()) {
            write(file.getKey(), file.getValue(), tar);
        }
    }

    /** What goes along, by its path inside; the folders that hold something included, even where a pattern names them. */
    private SortedMap<String, Path> files() throws IOException {
        SortedMap<String, Path> all = new TreeMap<>();
        Files.walkFileTree(build.context(), visitor(all));
        for (String path : new TreeSet<>(all.keySet())) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String folder = path.substring(0, slash);
                all.putIfAbsent(folder, build.context().resolve(folder));
            }
        }
        return all;
    }

    private FileVisitor<Path> visitor(SortedMap<String, Path> all) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = inside(file);
                if (!path.isEmpty() && !build.ignored().test(path)) {
                    all.put(path, file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                if (!build.ignored().test(inside(file))) {
                    throw new HostException(
                            "'" + file + "' of the build context could not be read: " + e.getMessage(),
                            "make it readable or name it in .dockerignore",
                            e);
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private String inside(Path file) {
        return build.context().relativize(file).toString();
    }

    private void write(String path, Path file, TarArchiveOutputStream tar) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, NO_FOLLOW);
        if (attributes.isSymbolicLink()) {
            TarArchiveEntry link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK, true);
            link.setLinkName(Files.readSymbolicLink(file).toString());
            tar.putArchiveEntry(own(link, 0777));
        } else if (attributes.isDirectory()) {
            tar.putArchiveEntry(entry(path + "/", mode(file)));
        } else if (attributes.isRegularFile()) {
            TarArchiveEntry entry = entry(path, mode(file));
            entry.setSize(attributes.size());
            tar.putArchiveEntry(entry);
            Files.copy(file, tar);
        } else {
            return; // a socket or a device means nothing to a build, and Docker leaves them out too
        }
        tar.closeArchiveEntry();
    }

    private TarArchiveEntry entry(String name, int mode) {
        return own(new TarArchiveEntry(name, true), mode);
    }

    private TarArchiveEntry own(TarArchiveEntry entry, int mode) {
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setUserName("");
        entry.setGroupName("");
        entry.setModTime(build.sourceDateEpoch() * 1000);
        return entry;
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode", NO_FOLLOW) & 07777;
    }
}
