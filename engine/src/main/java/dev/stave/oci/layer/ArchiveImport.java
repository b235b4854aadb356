package dev.stave.oci.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.model.Digest;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.ImageException;
import dev.stave.oci.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Brings images from an archive into the store: {@code docker save}'s and Podman's tar, an OCI layout as tar or folder.
 * Nothing is unpacked outside a nameless file of the store. Layers whose content is known take the known blob; others
 * are kept as they are where they are compressed, else compressed by us. Every digest that the archive states is checked.
 */
public final class ArchiveImport {
    private final Path temporaryFolder;
    private final ArchivedLayers layers;
    private final ReadLimits limits;

    /** @param temporaryFolder in the store's file system; made when it is needed */
    public ArchiveImport(Store store, Path temporaryFolder, Executor compressor) {
        this(store, temporaryFolder, compressor, ReadLimits.DEFAULT);
    }

    public ArchiveImport(Store store, Path temporaryFolder, Executor compressor, ReadLimits limits) {
        this.temporaryFolder = temporaryFolder;
        this.layers = new ArchivedLayers(store, compressor, limits);
        this.limits = limits;
    }

    /** Every image of the archive, in its order; the stream is read to its end, the caller closes it. */
    public List<ArchivedImage> fromTar(InputStream archive, KnownLayers known) throws IOException {
        try (Spool spool = new Spool(temporaryFolder)) {
            return images(ArchiveFiles.ofTar(archive, spool, limits), known);
        }
    }

    /** Every image of an OCI layout in a folder. */
    public List<ArchivedImage> fromFolder(Path layout, KnownLayers known) throws IOException {
        try (Spool spool = new Spool(temporaryFolder)) {
            return images(ArchiveFiles.ofFolder(layout, spool), known);
        }
    }

    private List<ArchivedImage> images(ArchiveFiles files, KnownLayers known) throws IOException {
        List<ArchivedImage> images = new ArrayList<>();
        if (files.find("index.json").isPresent()) {
            for (LayoutWalk.Found found : new LayoutWalk(files).images()) {
                images.add(image(files, found, known));
            }
        } else if (files.find("manifest.json").isPresent()) {
            for (LayoutWalk.Found found : DockerArchive.images(files)) {
                images.add(image(files, found, known));
            }
        } else {
            throw new ImageException(
                    "the archive has neither 'index.json' nor 'manifest.json'",
                    "make it with docker save, podman save or skopeo copy");
        }
        if (images.isEmpty()) {
            throw new ImageException(
                    "the archive holds no image", "make it with docker save, podman save or skopeo copy");
        }
        return images;
    }

    private ArchivedImage image(ArchiveFiles files, LayoutWalk.Found found, KnownLayers known) throws IOException {
        ImageConfig config = ImageConfig.parse(files.get(found.config()).document());
        List<Digest> diffIds = config.diffIds();
        if (diffIds.size() != found.layers().size()) {
            throw new ImageException(
                    "the archive has " + found.layers().size() + " layers for an image, but its configuration names "
                            + diffIds.size(),
                    "it is damaged; make it again");
        }
        List<Layer> stored = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            stored.add(layers.store(files.get(found.layers().get(i)), diffIds.get(i), known));
        }
        return new ArchivedImage(found.names(), config, stored);
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
