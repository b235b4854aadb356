package dev.stave.oci.layer;

import com.github.luben.zstd.ZstdInputStream;
import dev.stave.oci.ImageException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A layer's tar, whatever it is compressed with: gzip (of one member or many), zstd or nothing, told by its first bytes.
 * Refuses what expands beyond a limit.
 */
final class Expanded extends FilterInputStream {
    private static final int BUFFER_BYTES = 1 << 17;

    private final String subject;
    private final long most;
    private long read;

    private Expanded(InputStream in, String subject, long most) {
        super(in);
        this.subject = subject;
        this.most = most;
    }

    /** @param subject what the bytes are, for the sentence: {@code layer sha256:…} */
    static InputStream open(InputStream bytes, String subject, ReadLimits limits) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes, BUFFER_BYTES);
        in.mark(TarBlock.SIZE);
        byte[] start = in.readNBytes(TarBlock.SIZE);
        in.reset();
        Optional<Compression> compression = compression(start);
        if (compression.isEmpty() && !isTar(start)) {
            throw new ImageException(
                    subject + " is neither a tar nor one compressed with gzip or zstd",
                    "make the image anew with gzip");
        }
        InputStream plain = compression.isEmpty()
                ? in
                : compression.get() == Compression.GZIP ? gunzip(in) : new ZstdInputStream(in);
        return new Expanded(plain, subject, limits.expandedBytes());
    }

    /** All members; the JDK's own reader may stop after the first where a stream cannot say what is available. */
    private static InputStream gunzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
    }

    static Optional<Compression> compression(byte[] start) {
        if (startsWith(start, 0x1f, 0x8b)) {
            return Optional.of(Compression.GZIP);
        }
        return startsWith(start, 0x28, 0xb5, 0x2f, 0xfd) ? Optional.of(Compression.ZSTD) : Optional.empty();
    }

    static boolean isTar(byte[] start) {
        return start.length == 0 || TarBlock.isHead(start);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n;
        try {
            n = in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new ImageException(
                    subject + " cannot be decompressed: "
                            + (e instanceof EOFException ? "it is cut off" : e.getMessage()),
                    "it is damaged; fetch or build it again",
                    e);
        }
        read += Math.max(0, n);
        if (read > most) {
            throw new ImageException(
                    subject + " expands to more than " + most + " bytes", "whoever made it is broken or means harm");
        }
        return n;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(0, count))];
        return Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
