package dev.stave.oci.layer;

import dev.stave.oci.Descriptor;
import dev.stave.oci.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the files of layers come to when they are unpacked; names of one file count once.
 *
 * @param bytes   of content
 * @param largest files, the largest first
 */
public record LayerSizes(long bytes, List<Sized> largest) {
    private static final int MOST = 3;

    public LayerSizes {
        largest = List.copyOf(largest);
    }

    /** A file by its path. */
    public record Sized(String path, long bytes) {}

    /** Reads the layers, which must be in the store. */
    public static LayerSizes of(List<Descriptor> layers, Store store) {
        LayerReader reader = new LayerReader(store, ReadLimits.DEFAULT);
        List<Sized> files = new ArrayList<>();
        for (Descriptor layer : layers) {
            reader.read(layer, (entry, content) -> {
                if (entry.isFile()) {
                    files.add(new Sized(ByteText.text(entry.name()), entry.size()));
                }
            });
        }
        files.sort(Comparator.comparingLong(Sized::bytes).reversed().thenComparing(Sized::path));
        return new LayerSizes(
                files.stream().mapToLong(Sized::bytes).sum(), files.subList(0, Math.min(MOST, files.size())));
    }
}
