package dev.stave.oci.layout;

import dev.stave.model.Digest;
import dev.stave.model.HostException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A blob's bytes; whoever reads to the end learns there whether they were the right ones. */
final class CheckedBlob extends FilterInputStream {
    private final Path file;
    private final Digest expected;
    private final MessageDigest digest = Digest.sha256();
    private boolean checked;

    CheckedBlob(InputStream in, Path file, Digest expected) {
        super(in);
        this.file = file;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) {
            digest.update(buffer, offset, n);
        } else if (n < 0) {
            check();
        }
        return n;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(1 << 16, Math.max(0, count))];
        int n = read(buffer, 0, buffer.length);
        return Math.max(0, n);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws IOException {
        if (checked) {
            return;
        }
        checked = true;
        if (!Digest.of(digest).equals(expected)) {
            Files.deleteIfExists(file);
            throw new HostException(
                    "the blob " + expected + " in the store was damaged, and was removed",
                    "run again: what is missing is fetched or built anew");
        }
    }
}
