package dev.stave.oci.layer;

import dev.stave.oci.ImageException;
import dev.stave.oci.Store;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Writes layers into the store (OCI image-spec, layer.md): entries sorted, times set, so that the same content gives the
 * same digests on any machine with the same zlib. Links are never followed. Fails with an {@link ImageException} for what
 * a layer cannot hold.
 */
public final class LayerWriter {
    private static final int READ_BYTES = 1 << 17;

    private final Path temporaryFolder;
    private final LayerPacker packer;

    /**
     * @param temporaryFolder in the store's file system; made when it is needed
     * @param compressor      compresses blocks; its threads are what there is of speed
     */
    public LayerWriter(Store store, Path temporaryFolder, Executor compressor) {
        this.temporaryFolder = temporaryFolder;
        this.packer = new LayerPacker(store, compressor);
    }

    /**
     * A layer of a tree that comes as a tar stream in any order, as {@code tar --xattrs --xattrs-include='*'
     * --numeric-owner} writes it. The tree's root itself is no entry. Reads the stream to its end; the caller closes it.
     */
    public Layer fromTar(InputStream tar, LayerOptions options) throws IOException {
        try (Spool spool = new Spool(temporaryFolder)) {
            return packer.pack(read(tar, spool), options);
        }
    }

    /** The same in several layers, to be laid over each other in this order. A group that has no files has no layer. */
    public List<GroupedLayer> fromTar(InputStream tar, LayerOptions options, LayerGroups groups) throws IOException {
        try (Spool spool = new Spool(temporaryFolder)) {
            LayerTree whole = read(tar, spool);
            List<GroupedLayer> layers = new ArrayList<>();
            for (Map.Entry<String, LayerTree> group :
                    new TreeSplit(whole, groups, options.created().getEpochSecond()).layers()) {
                layers.add(new GroupedLayer(group.getKey(), packer.pack(group.getValue(), options)));
            }
            return layers;
        }
    }

    private static LayerTree read(InputStream tar, Spool spool) throws IOException {
        LayerTree tree = new LayerTree();
        InputStream buffered = new BufferedInputStream(tar, READ_BYTES);
        TarReader reader = new TarReader(buffered);
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
            if (entry.name().isEmpty()) {
                continue;
            }
            if (entry.type() == TarEntry.HARD_LINK) {
                tree.addLink(entry);
            } else {
                tree.add(entry, entry.isFile() ? spool.append(reader.content()) : null);
            }
        }
        buffered.transferTo(java.io.OutputStream.nullOutputStream());
        return tree;
    }

    /** A layer of these files and folders, in any order; of two for one path the later counts. */
    public Layer fromFiles(List<FileEntry> files, LayerOptions options) throws IOException {
        LayerTree tree = new LayerTree();
        for (FileEntry file : files) {
            add(tree, file);
        }
        return packer.pack(tree, options);
    }

    private static void add(LayerTree tree, FileEntry file) throws IOException {
        Path source = file.source();
        boolean folder = Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS);
        if (!folder && !Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageException(
                    source + " is not a plain file or folder, which is all that 'files' keeps",
                    "use 'script', which keeps links, devices and special bits");
        }
        TarEntry entry = new TarEntry(
                TarEntry.plainName(ByteText.of(file.path())),
                folder ? TarEntry.FOLDER : TarEntry.FILE,
                file.mode(),
                file.owner().user(),
                file.owner().group(),
                folder ? 0 : Files.size(source),
                Files.getLastModifiedTime(source).toInstant().getEpochSecond(),
                "",
                0,
                0,
                new TreeMap<>());
        if (!entry.name().isEmpty()) {
            tree.add(entry, folder ? null : () -> Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS));
        }
    }
}
