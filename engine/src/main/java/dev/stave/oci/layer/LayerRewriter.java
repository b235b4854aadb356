package dev.stave.oci.layer;

import dev.stave.oci.Descriptor;
import dev.stave.oci.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Writes a layer that a tool made anew: its entries in their order, whiteouts and links included, with our times and in our
 * form of tar, so that the same files give the same digest whenever they are built.
 */
public final class LayerRewriter {
    private final LayerReader reader;
    private final LayerPacker packer;

    /** @param compressor compresses blocks; its threads are what there is of speed */
    public LayerRewriter(Store store, Executor compressor) {
        this.reader = new LayerReader(store, ReadLimits.DEFAULT);
        this.packer = new LayerPacker(store, compressor);
    }

    /** @param dropped whether the entry of this path stays away */
    public Layer rewrite(Descriptor layer, LayerOptions options, Predicate<String> dropped) throws IOException {
        return packer.pack(
                out -> {
                    TarWriter tar = new TarWriter(out);
                    long[] count = {0};
                    reader.read(layer, (entry, content) -> {
                        if (!entry.name().isEmpty() && !dropped.test(ByteText.text(entry.name()))) {
                            write(tar, entry.at(options.seconds(entry.seconds())), content);
                            count[0]++;
                        }
                    });
                    tar.finish();
                    return count[0];
                },
                options.compression());
    }

    private static void write(TarWriter tar, TarEntry entry, InputStream content) throws IOException {
        if (entry.isFile()) {
            tar.write(entry, content);
        } else {
            tar.write(entry);
        }
    }
}
