package dev.stave.registry.layout;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageIndex;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.ManifestWriter;
import dev.stave.oci.MediaTypes;
import dev.stave.state.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The names of a layout: its index.json, read where it changed, and changed under a kernel lock. */
final class LayoutIndex {
    static final String NAME = "org.opencontainers.image.ref.name";

    private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private final Path folder;
    private final Path file;
    private @Nullable Listed last;

    LayoutIndex(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("index.json");
    }

    Optional<Descriptor> find(String name) {
        return Optional.ofNullable(listed().byName().get(name));
    }

    Optional<Descriptor> find(Digest digest) {
        return Optional.ofNullable(listed().byDigest().get(digest));
    }

    List<String> names() {
        return List.copyOf(listed().byName().keySet());
    }

    /** Lets the name mean this manifest from now on; other names stay. */
    void put(String name, Descriptor manifest) {
        TreeMap<String, String> annotations = new TreeMap<>(manifest.annotations());
        annotations.put(NAME, name);
        Descriptor named = new Descriptor(
                manifest.mediaType(),
                manifest.digest(),
                manifest.sizeBytes(),
                manifest.platform(),
                annotations,
                manifest.artifactType());
        change(all -> {
            all.removeIf(d -> name.equals(d.annotations().get(NAME)));
            all.add(named);
        });
    }

    /** Forgets the names; the manifests stay until somebody cleans the folder. */
    void remove(Collection<String> names) {
        change(all -> all.removeIf(d -> names.contains(d.annotations().getOrDefault(NAME, ""))));
    }

    private void change(Consumer<List<Descriptor>> work) {
        locked(() -> {
            ImageIndex old = read();
            List<Descriptor> all = new ArrayList<>(old.manifests());
            work.accept(all);
            all.sort(Comparator.comparing(d -> d.annotations().getOrDefault(NAME, "")));
            AtomicFiles.write(folder.resolve("oci-layout"), VERSION);
            Manifest index = ManifestWriter.write(new ImageIndex(all, old.annotations()));
            AtomicFiles.write(file, index.bytes());
        });
    }

    private ImageIndex read() {
        try {
            return ManifestReader.index(new Manifest(MediaTypes.OCI_INDEX, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return new ImageIndex(List.of(), new TreeMap<>());
        } catch (IOException e) {
            throw LayoutBlobs.failure(file + " could not be read", e);
        }
    }

    /** What index.json says now; it is read again where it is another file than before. */
    private synchronized Listed listed() {
        Optional<Stamp> now = stamp();
        Listed known = last;
        if (known == null || !known.stamp().equals(now)) {
            known = Listed.of(now, read());
            last = known;
        }
        return known;
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LayoutBlobs.failure(file + " could not be read", e);
        }
    }

    /** What tells one index.json from the next: each is a new file. */
    private record Stamp(@Nullable Object fileKey, long sizeBytes, FileTime modified) {}

    /** The entries of one index.json; of several with the same name or digest the first counts. */
    private record Listed(Optional<Stamp> stamp, Map<String, Descriptor> byName, Map<Digest, Descriptor> byDigest) {
        static Listed of(Optional<Stamp> stamp, ImageIndex index) {
            Map<String, Descriptor> byName = new LinkedHashMap<>();
            Map<Digest, Descriptor> byDigest = new HashMap<>();
            for (Descriptor each : index.manifests()) {
                String name = each.annotations().get(NAME);
                if (name != null) {
                    byName.putIfAbsent(name, each);
                }
                byDigest.putIfAbsent(each.digest(), each);
            }
            return new Listed(stamp, byName, byDigest);
        }
    }

    /** One change at a time: in this JVM by the monitor, among processes by the kernel's lock. */
    private void locked(Runnable change) {
        synchronized (LayoutIndex.class) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw LayoutBlobs.failure(folder + " could not be made", e);
            }
            Path lockFile = folder.resolve(".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    change.run();
                }
            } catch (IOException e) {
                throw LayoutBlobs.failure(lockFile + " could not be locked", e);
            }
        }
    }
}
