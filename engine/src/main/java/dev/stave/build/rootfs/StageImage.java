package dev.stave.build.rootfs;

import com.github.luben.zstd.ZstdInputStream;
import dev.stave.model.HostException;
import dev.stave.model.ImageSettings;
import dev.stave.model.Platform;
import dev.stave.oci.ImageAssembler;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.layer.Compression;
import dev.stave.oci.layer.Layer;
import dev.stave.oci.layer.LayerOptions;
import dev.stave.oci.layer.LayerWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Makes an image of a stage3 archive, which begins every builder. */
final class StageImage {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin";
    private static final int XZ_MEMORY_KIB = 1 << 20;
    private static final int MAGIC_BYTES = 6;

    private final Store store;
    private final LayerWriter layers;

    StageImage(Store store, LayerWriter layers) {
        this.store = store;
        this.layers = layers;
    }

    PlatformImage of(Path archive, Platform platform, Instant created) {
        LayerOptions options = LayerOptions.keepingTimes().with(Compression.ZSTD);
        try (InputStream tar = expanded(archive)) {
            Layer layer = layers.fromTar(tar, options);
            TreeMap<String, String> env = new TreeMap<>();
            env.put("PATH", PATH);
            env.put("LANG", "C.UTF-8");
            ImageConfig config = ImageConfig.scratch(platform)
                    .withLayer(layer.diffId(), "stage3", created)
                    .withCreated(created)
                    .with(ImageSettings.NONE.withEnv(env));
            return new ImageAssembler(store).image(config, List.of(layer.blob()), new TreeMap<>());
        } catch (IOException e) {
            throw new HostException(
                    "the stage3 '" + archive.getFileName() + "' could not be unpacked: " + e.getMessage(),
                    "remove '" + archive + "' where it is damaged, and run again",
                    e);
        }
    }

    private static InputStream expanded(Path archive) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 17);
        in.mark(MAGIC_BYTES);
        byte[] magic = in.readNBytes(MAGIC_BYTES);
        in.reset();
        int first = magic.length > 1 ? ((magic[0] & 0xff) << 8) | (magic[1] & 0xff) : 0;
        return switch (first) {
            case 0xfd37 -> new XZInputStream(in, XZ_MEMORY_KIB);
            case 0x28b5 -> new ZstdInputStream(in);
            case 0x1f8b -> new GZIPInputStream(in);
            case 0x425a -> new BZip2CompressorInputStream(in, true);
            default -> in;
        };
    }
}
