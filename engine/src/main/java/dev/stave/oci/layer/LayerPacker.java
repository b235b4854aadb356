package dev.stave.oci.layer;

import com.github.luben.zstd.ZstdOutputStream;
import dev.stave.model.Digest;
import dev.stave.oci.Store;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.concurrent.Executor;

/** From an uncompressed tar to a blob in the store, in one pass: both digests are taken on the way. */
final class LayerPacker {
    private static final int BUFFER_BYTES = 1 << 17;
    private static final int ZSTD_LEVEL = 3;
    private static final int BLOCKS_PER_CORE = 3;

    private final Store store;
    private final Executor compressor;

    LayerPacker(Store store, Executor compressor) {
        this.store = store;
        this.compressor = compressor;
    }

    /** Writes the whole uncompressed tar and returns how many entries it has. */
    @FunctionalInterface
    interface Tar {
        long write(OutputStream out) throws IOException;
    }

    Layer pack(LayerTree tree, LayerOptions options) throws IOException {
        LayerListing listing = new LayerListing();
        Tar tar = out -> {
            tree.write(new TarWriter(out, listing::add), options);
            return tree.size();
        };
        Layer layer = pack(tar, options.compression());
        listing.keep(store, layer.blob().digest());
        return layer;
    }

    Layer pack(Tar tar, Compression compression) throws IOException {
        MessageDigest digest = Digest.sha256();
        try (Store.Draft draft = store.draft()) {
            long entries =
                    compression == Compression.ZSTD ? zstd(tar, digest, draft.out()) : gzip(tar, digest, draft.out());
            return new Layer(draft.commit(compression.mediaType(), null), Digest.of(digest), entries);
        }
    }

    private long gzip(Tar tar, MessageDigest digest, OutputStream out) throws IOException {
        int mostBlocks = BLOCKS_PER_CORE * Runtime.getRuntime().availableProcessors();
        try (BlockGzip gzip = new BlockGzip(out, compressor, mostBlocks)) {
            long entries = write(tar, digest, gzip);
            gzip.finish();
            return entries;
        }
    }

    private static long zstd(Tar tar, MessageDigest digest, OutputStream out) throws IOException {
        ZstdOutputStream zstd = new ZstdOutputStream(new Unclosed(out), ZSTD_LEVEL);
        try (zstd) {
            zstd.setChecksum(true);
            return write(tar, digest, zstd);
        }
    }

    private static long write(Tar tar, MessageDigest digest, OutputStream compressed) throws IOException {
        BufferedOutputStream out = new BufferedOutputStream(new DigestOutputStream(compressed, digest), BUFFER_BYTES);
        long entries = tar.write(out);
        out.flush();
        return entries;
    }

    /** The draft's stream is its own to close. */
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
