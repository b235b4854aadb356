package dev.stave.build.dockerfile;

import dev.stave.build.BuildOrder;
import dev.stave.build.PlatformImages;
import dev.stave.container.ContainerEngine;
import dev.stave.container.DockerfileBuild;
import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageAssembler;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import dev.stave.oci.layer.ArchiveImport;
import dev.stave.oci.layer.ArchivedImage;
import dev.stave.oci.layer.Compression;
import dev.stave.oci.layer.KnownLayers;
import dev.stave.oci.layer.Layer;
import dev.stave.oci.layer.LayerOptions;
import dev.stave.oci.layer.LayerRewriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Takes an image from an engine into the store: the base's layers as they are, the build's own with times no later than
 * the order's, so that the same files give the same image whenever they are built.
 */
final class BuiltImage {
    private final Store store;
    private final ArchiveImport archives;
    private final LayerRewriter rewriter;

    BuiltImage(Store store, ArchiveImport archives, LayerRewriter rewriter) {
        this.store = store;
        this.archives = archives;
        this.rewriter = rewriter;
    }

    /**
     * @param order its parent being the image of the stack that the built stage begins with
     * @param start when the engine was asked to build
     */
    PlatformImage take(BuildOrder order, ContainerEngine engine, String name, Instant start) {
        PlatformImage base = order.parent();
        KnownLayers known = base == null ? KnownLayers.NONE : KnownLayers.of(base);
        List<ArchivedImage> saved = new ArrayList<>();
        engine.save(name, archive -> saved.addAll(archives.fromTar(archive, known)));
        try {
            PlatformImage built = rewritten(saved.get(0), order, start);
            return new PlatformImages(store).adopted(order, built);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private PlatformImage rewritten(ArchivedImage saved, BuildOrder order, Instant start) throws IOException {
        int own = own(saved, order, start);
        LayerOptions options = LayerOptions.at(order.created())
                .clamping()
                .with(Compression.named(order.image().compression()));
        List<Descriptor> blobs = new ArrayList<>();
        List<Digest> diffIds = new ArrayList<>();
        for (int i = 0; i < saved.layers().size(); i++) {
            Layer layer = saved.layers().get(i);
            if (i >= saved.layers().size() - own) {
                layer = rewriter.rewrite(layer.blob(), options, BuiltImage::isOurs);
            }
            blobs.add(layer.blob());
            diffIds.add(layer.diffId());
        }
        return new ImageAssembler(store).image(saved.config().withDiffIds(diffIds), blobs, new TreeMap<>());
    }

    /**
     * How many layers the build added. On an outside base its history tells, by times, unless layers come from a cache:
     * then all stay as they are, for the cache keeps them.
     */
    private static int own(ArchivedImage saved, BuildOrder order, Instant start) {
        PlatformImage base = order.parent();
        if (base != null && saved.isOn(base)) {
            return saved.layers().size() - base.layers().size();
        }
        boolean cached = DockerfileNames.sourceOf(order.image()).orElseThrow().cache();
        return cached
                ? 0
                : saved.config()
                        .layersSince(
                                start, Instant.ofEpochSecond(order.created().getEpochSecond()));
    }

    private static boolean isOurs(String path) {
        return path.equals(DockerfileBuild.SENT_AS) || path.endsWith("/" + DockerfileBuild.SENT_AS);
    }
}
