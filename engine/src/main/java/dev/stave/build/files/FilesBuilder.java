package dev.stave.build.files;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.build.PlatformImages;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.model.Source;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import dev.stave.oci.layer.Compression;
import dev.stave.oci.layer.FileEntry;
import dev.stave.oci.layer.Layer;
import dev.stave.oci.layer.LayerOptions;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.oci.layer.Owners;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Builds images of files, on a parent or on nothing, without any container engine and on any host for any platform. */
public final class FilesBuilder implements Builder {
    private final LayerWriter layers;
    private final PlatformImages images;

    public FilesBuilder(Store store, LayerWriter layers) {
        this.layers = layers;
        this.images = new PlatformImages(store);
    }

    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        return filesOf(image).copies().stream()
                .flatMap(copy -> CopyRules.complaints(copy).stream())
                .toList();
    }

    @Override
    public PlatformImage build(BuildOrder order) {
        Source.Files files = filesOf(order.image());
        FileEntriesLayer description = new FilesLayout(order.stackFolder(), order.created(), order.parent() == null)
                .layer(order.image(), files);
        order.log().accept(description.getEntries().size() + " files and folders");
        LayerOptions options = LayerOptions.at(order.created())
                .with(Compression.named(order.image().compression()));
        try {
            Layer layer = layers.fromFiles(
                    description.getEntries().stream().map(FilesBuilder::entry).toList(), options);
            return images.layered(order, layer.blob(), layer.diffId(), words(files));
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static FileEntry entry(com.google.cloud.tools.jib.api.buildplan.FileEntry described) {
        String[] owner = described.getOwnership().split(":", 2);
        return new FileEntry(
                described.getSourceFile(),
                described.getExtractionPath().toString(),
                described.getPermissions().getPermissionBits(),
                new Owners.Id(Long.parseLong(owner[0]), Long.parseLong(owner[1])));
    }

    private static String words(Source.Files files) {
        return files.copies().stream()
                .map(copy -> "files " + copy.from() + " to " + copy.to())
                .collect(Collectors.joining("; "));
    }

    private static Source.Files filesOf(ImageSpec image) {
        return image.source().match(r -> other(image), d -> other(image), s -> other(image), f -> f, m -> other(image));
    }

    private static Source.Files other(ImageSpec image) {
        throw new IllegalArgumentException(
                image.name() + " is built by " + image.source().kind() + ", not by files");
    }
}
