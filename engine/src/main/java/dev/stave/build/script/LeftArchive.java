package dev.stave.build.script;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.build.PlatformImages;
import dev.stave.oci.ImageAssembler;
import dev.stave.oci.ImageException;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import dev.stave.oci.layer.ArchiveImport;
import dev.stave.oci.layer.ArchivedImage;
import dev.stave.oci.layer.KnownLayers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes the one image for the order's platform out of an archive; its layers stay as they are. */
final class LeftArchive {
    private final Store store;
    private final ArchiveImport archives;

    LeftArchive(Store store, ArchiveImport archives) {
        this.store = store;
        this.archives = archives;
    }

    PlatformImage take(Path archive, BuildOrder order) {
        KnownLayers known = order.parent() == null ? KnownLayers.NONE : KnownLayers.of(order.parent());
        List<ArchivedImage> images;
        try (InputStream in = Files.newInputStream(archive)) {
            images = archives.fromTar(in, known);
        } catch (ImageException e) {
            throw new BuildException("the script left no image at $STAVE_ARCHIVE: " + e.what(), e.hint(), e);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
        ArchivedImage image = only(images, order);
        PlatformImage built = new ImageAssembler(store).image(image.config(), image.blobs(), new TreeMap<>());
        return new PlatformImages(store).adopted(order, built);
    }

    private static ArchivedImage only(List<ArchivedImage> images, BuildOrder order) {
        List<ArchivedImage> fitting = images.size() == 1
                ? images
                : images.stream()
                        .filter(each -> order.platform().accepts(each.config().platform()))
                        .toList();
        if (fitting.size() != 1) {
            throw new BuildException(
                    "the script left an archive of " + images.size()
                            + " images, of which " + fitting.size() + " are for " + order.platform() + ": "
                            + images.stream().map(LeftArchive::text).collect(Collectors.joining(", ")),
                    "it must hold one image for each platform");
        }
        return fitting.get(0);
    }

    private static String text(ArchivedImage image) {
        String name = image.names().isEmpty() ? "unnamed" : image.names().get(0);
        return name + " (" + image.config().platform() + ")";
    }
}
