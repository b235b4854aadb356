package dev.stave.version.packages;

import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.layer.MergedView;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** The merged view of an image's layers. */
final class MergedFiles implements FileTree {
    /** More than the package database of any image seen; a larger one is refused. */
    private static final int LARGEST = 256 << 20;

    private final MergedView view;

    MergedFiles(PlatformImage image, Store store) {
        this.view = MergedView.of(image, store);
    }

    @Override
    public boolean has(String path) {
        return view.has(path);
    }

    @Override
    public List<String> list(String folder) {
        return view.list(folder);
    }

    @Override
    public SortedMap<String, byte[]> read(Collection<String> paths) {
        return view.read(paths, LARGEST);
    }
}
