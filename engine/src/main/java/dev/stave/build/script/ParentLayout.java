package dev.stave.build.script;

import dev.stave.model.HostException;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageIndex;
import dev.stave.oci.ManifestWriter;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Lays an image of the store out as an OCI image layout (image-layout.md) of its own, its blobs linked where they can be. */
final class ParentLayout {
    private ParentLayout() {}

    static void write(PlatformImage image, Store store, Path folder) {
        Path blobs = folder.resolve("blobs/sha256");
        List<Descriptor> needed = new ArrayList<>(image.layers());
        needed.add(image.config());
        needed.add(image.manifest());
        ImageIndex index = new ImageIndex(List.of(image.manifest().withPlatform(image.platform())), new TreeMap<>());
        try {
            Files.createDirectories(blobs);
            for (Descriptor each : needed) {
                bring(each, store, blobs.resolve(each.digest().hex()));
            }
            Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
            Files.write(
                    folder.resolve("index.json"), ManifestWriter.write(index).bytes());
        } catch (IOException e) {
            throw new HostException(
                    "the parent could not be laid out in " + folder + ": " + e.getMessage(),
                    "look at the rights and the free space there",
                    e);
        }
    }

    private static void bring(Descriptor blob, Store store, Path target) throws IOException {
        Path file = store.file(blob.digest())
                .orElseThrow(() -> new HostException(
                        "the store has no blob " + blob.digest(),
                        "run again: what is missing is fetched or built anew"));
        if (Files.exists(target)) {
            return;
        }
        try {
            Files.createLink(target, file);
        } catch (IOException | UnsupportedOperationException e) {
            // another file system, or one without links
            Files.copy(file, target);
        }
    }
}
