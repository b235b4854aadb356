package dev.stave.container;

import com.github.luben.zstd.ZstdInputStream;
import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.MediaTypes;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image of the store as a docker-archive (what {@code docker save} writes and every engine loads). The configuration is
 * the very bytes of the store; layers go as they are, but for zstd, which not every engine knows.
 */
public final class StoreArchive {
    private final String name;
    private final PlatformImage image;
    private final Store store;

    /** @param name with a tag; what the image will be called */
    public StoreArchive(String name, PlatformImage image, Store store) {
        this.name = name;
        this.image = image;
        this.store = store;
    }

    /** Writes the whole archive; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        String config = image.config().digest().hex() + ".json";
        put(config, image.config(), tar);
        Set<String> written = new LinkedHashSet<>();
        for (Descriptor layer : image.layers()) {
            if (written.add(file(layer))) {
                put(file(layer), layer, tar);
            }
        }
        String layers = image.layers().stream().map(l -> "\"" + file(l) + "\"").collect(Collectors.joining(","));
        String manifest =
                "[{\"Config\":\"" + config + "\",\"RepoTags\":[\"" + name + "\"],\"Layers\":[" + layers + "]}]";
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("manifest.json");
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
        tar.finish();
    }

    private static String file(Descriptor layer) {
        return layer.digest().hex() + ".tar";
    }

    private void put(String file, Descriptor blob, TarArchiveOutputStream tar) throws IOException {
        boolean zstd = blob.mediaType().equals(MediaTypes.OCI_LAYER_ZSTD);
        TarArchiveEntry entry = new TarArchiveEntry(file);
        entry.setSize(zstd ? lengthUnpacked(blob.digest()) : blob.sizeBytes());
        tar.putArchiveEntry(entry);
        try (InputStream in = zstd ? unpacked(blob.digest()) : store.open(blob.digest())) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
    }

    private long lengthUnpacked(Digest digest) throws IOException {
        try (InputStream in = unpacked(digest)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private InputStream unpacked(Digest digest) throws IOException {
        return new ZstdInputStream(store.open(digest));
    }
}
