package dev.stave.oci.layout;

import dev.stave.oci.Descriptor;
import dev.stave.oci.DescriptorText;
import dev.stave.oci.ImageIndex;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestWriter;
import dev.stave.oci.Names;
import dev.stave.oci.StoreFailure;
import dev.stave.state.AtomicFiles;
import dev.stave.state.KernelLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Names in a store, one file each: {@code names/VIEW/REPOSITORY/_tags/TAG}. The view {@code released} is also what the
 * layout's index.json lists, each under {@code org.opencontainers.image.ref.name}.
 */
public final class LayoutNames implements Names {
    /** What passed all gates, with all that it refers to. */
    public static final String RELEASED = "released";

    private static final String TAGS = "_tags";
    private static final String REF_NAME = "org.opencontainers.image.ref.name";

    private final StoreFolders folders;
    private final String view;

    public LayoutNames(Path storeRoot, String view) {
        this.folders = new StoreFolders(storeRoot);
        this.view = view;
    }

    @Override
    public Optional<Descriptor> find(String name) {
        return read(file(name));
    }

    @Override
    public SortedMap<String, Descriptor> all() {
        SortedMap<String, Descriptor> all = new TreeMap<>();
        Path top = folders.names(view);
        for (Path file : files(top)) {
            Path repository = top.relativize(file).getParent();
            if (repository != null && repository.endsWith(TAGS)) {
                String tag = file.getFileName().toString();
                String path = repository.toString();
                String name = path.substring(0, Math.max(0, path.length() - TAGS.length() - 1)) + ":" + tag;
                read(file).ifPresent(root -> all.put(name, root));
            }
        }
        return all;
    }

    @Override
    public void put(String name, Descriptor root) {
        AtomicFiles.write(file(name), DescriptorText.write(root));
        writeIndex();
    }

    @Override
    public void remove(String name) {
        AtomicFiles.delete(file(name));
        writeIndex();
    }

    private void writeIndex() {
        if (!view.equals(RELEASED)) {
            return;
        }
        // Names are read under the lock too, so that the last writer's index has every name.
        KernelLock.holding(folders.indexLock(), () -> {
            List<Descriptor> roots = new ArrayList<>();
            all().forEach((name, root) -> roots.add(named(name, root)));
            Manifest index = ManifestWriter.write(new ImageIndex(roots, new TreeMap<>()));
            AtomicFiles.write(folders.index(), index.bytes());
        });
    }

    private static Descriptor named(String name, Descriptor root) {
        SortedMap<String, String> annotations = new TreeMap<>(root.annotations());
        annotations.put(REF_NAME, name);
        return new Descriptor(
                root.mediaType(), root.digest(), root.sizeBytes(), root.platform(), annotations, root.artifactType());
    }

    private Path file(String name) {
        int colon = name.lastIndexOf(':');
        String repository = colon < 0 ? "" : name.substring(0, colon);
        Path top = folders.names(view);
        Path file = top.resolve(repository).resolve(TAGS).resolve(name.substring(colon + 1));
        if (repository.isEmpty() || !file.normalize().equals(file) || !file.startsWith(top)) {
            throw new IllegalArgumentException("not repository:tag: " + name);
        }
        return file;
    }

    private static Optional<Descriptor> read(Path file) {
        try {
            return Optional.of(DescriptorText.read(
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8), "the name " + file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static List<Path> files(Path top) {
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw StoreFailure.of(e instanceof IOException io ? io : new IOException(e));
        }
    }
}
