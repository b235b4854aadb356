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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The names of a layout: its index.json, read each time and changed under a kernel lock. */
final class LayoutIndex {
    static final String NAME = "org.opencontainers.image.ref.name";

    private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private final Path folder;

    LayoutIndex(Path folder) {
        this.folder = folder;
    }

    Optional<Descriptor> find(String name) {
        return read().manifests().stream()
                .filter(d -> name.equals(d.annotations().get(NAME)))
                .findFirst();
    }

    Optional<Descriptor> find(Digest digest) {
        return read().manifests().stream()
                .filter(d -> d.digest().equals(digest))
                .findFirst();
    }

    List<String> names() {
        return read().manifests().stream()
                .flatMap(d -> Optional.ofNullable(d.annotations().get(NAME)).stream())
                .toList();
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
        locked(() -> {
            ImageIndex old = read();
            List<Descriptor> all = new ArrayList<>(old.manifests());
            all.removeIf(d -> name.equals(d.annotations().get(NAME)));
            all.add(named);
            all.sort(Comparator.comparing(d -> d.annotations().getOrDefault(NAME, "")));
            AtomicFiles.write(folder.resolve("oci-layout"), VERSION);
            Manifest index = ManifestWriter.write(new ImageIndex(all, old.annotations()));
            AtomicFiles.write(folder.resolve("index.json"), index.bytes());
        });
    }

    private ImageIndex read() {
        Path file = folder.resolve("index.json");
        try {
            return ManifestReader.index(new Manifest(MediaTypes.OCI_INDEX, Files.readAllBytes(file)));
        } catch (java.nio.file.NoSuchFileException e) {
            return new ImageIndex(List.of(), new TreeMap<>());
        } catch (IOException e) {
            throw LayoutBlobs.failure(file + " could not be read", e);
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
            Path file = folder.resolve(".lock");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    change.run();
                }
            } catch (IOException e) {
                throw LayoutBlobs.failure(file + " could not be locked", e);
            }
        }
    }
}
