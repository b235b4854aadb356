package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an image as a container would see them: layers merged, deletions done, links followed inside the image
 * only. Nothing is unpacked; layers are read as streams, each once for a question, and
 * for its names once for all. Paths have slashes, with or without
 * one at the start.
 */
public final class MergedView {
    private final List<Descriptor> layers;
    private final LayerReader reader;
    private final MergedTree tree = new MergedTree();

    private MergedView(PlatformImage image, Store store, ReadLimits limits) {
        this.layers = image.layers();
        this.reader = new LayerReader(store, limits);
    }

    public static MergedView of(PlatformImage image, Store store) {
        return of(image, store, ReadLimits.DEFAULT);
    }

    /** @throws ImageException where a layer is damaged, or beyond the limits */
    public static MergedView of(PlatformImage image, Store store, ReadLimits limits) {
        MergedView view = new MergedView(image, store, limits);
        for (int i = 0; i < view.layers.size(); i++) {
            Digest layer = view.layers.get(i).digest();
            Optional<List<TarEntry>> listed = LayerListing.of(store, layer, limits);
            view.tree.lay(i, listed.isPresent() ? listed.get() : view.list(view.layers.get(i), store));
        }
        return view;
    }

    private List<TarEntry> list(Descriptor layer, Store store) {
        List<TarEntry> entries = new ArrayList<>();
        LayerListing listing = new LayerListing();
        reader.read(layer, (entry, content) -> {
            entries.add(entry.with(new TreeMap<>()));
            listing.add(entry);
        });
        listing.keep(store, layer.digest());
        return entries;
    }

    /** Whether there is anything of this name. */
    public boolean has(String path) {
        return tree.find(ByteText.of(path)).isPresent();
    }

    /** The names in a folder, sorted; empty where it is none. */
    public List<String> list(String folder) {
        return tree.find(ByteText.of(folder)).map(MergedTree.Node::names).orElse(List.of()).stream()
                .map(ByteText::text)
                .toList();
    }

    /**
     * The contents of those paths that are files, by the path as it was asked for.
     *
     * @param largest in bytes; a larger file is refused
     */
    public SortedMap<String, byte[]> read(Collection<String> paths, int largest) {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        read(paths, (path, content) -> {
            byte[] bytes = content.readNBytes(largest);
            if (content.read() >= 0) {
                throw new ImageException(
                        "the file " + path + " of the image is larger than " + largest + " bytes",
                        "it is not what Stave expects there");
            }
            contents.put(path, bytes);
        });
        return contents;
    }

    /** Copies one file out of the image. Whether it is there. */
    public boolean copy(String path, Path target) {
        List<String> found = new ArrayList<>();
        read(List.of(path), (name, content) -> {
            try (OutputStream out = Files.newOutputStream(target)) {
                content.transferTo(out);
            }
            found.add(name);
        });
        return !found.isEmpty();
    }

    /** Gets a file's content. */
    @FunctionalInterface
    private interface Sink {
        void take(String path, InputStream content) throws IOException;
    }

    private void read(Collection<String> paths, Sink sink) {
        Map<MergedTree.Place, List<String>> wanted = new HashMap<>();
        for (String path : paths) {
            Optional<MergedTree.Place> place = tree.find(ByteText.of(path)).flatMap(MergedTree.Node::content);
            place.ifPresent(
                    p -> wanted.computeIfAbsent(p, x -> new ArrayList<>()).add(path));
        }
        for (int i = 0; i < layers.size(); i++) {
            int layer = i;
            if (wanted.keySet().stream().anyMatch(place -> place.layer() == layer)) {
                reader.read(layers.get(i), (entry, content) -> {
                    List<String> asked = wanted.getOrDefault(new MergedTree.Place(layer, entry.name()), List.of());
                    if (entry.isFile()) {
                        give(asked, content, sink);
                    }
                });
            }
        }
    }

    private static void give(List<String> paths, InputStream content, Sink sink) throws IOException {
        if (paths.size() == 1) {
            sink.take(paths.get(0), content);
            return;
        }
        // One file under several names: small ones only are asked for in numbers.
        byte[] bytes = paths.isEmpty() ? new byte[0] : content.readAllBytes();
        for (String path : paths) {
            sink.take(path, new java.io.ByteArrayInputStream(bytes));
        }
    }
}
