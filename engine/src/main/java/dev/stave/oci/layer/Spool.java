package dev.stave.oci.layer;

import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Bytes put aside on disk until it is known what becomes of them: one nameless file, gone when it is closed, or with its
 * process.
 */
final class Spool implements AutoCloseable {
    private static final int COPY_BYTES = 1 << 17;

    private final FileChannel channel;
    private final byte[] buffer = new byte[COPY_BYTES];

    Spool(Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("spool-" + UUID.randomUUID());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(file);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    /** Appends all of the stream; returns the stretch of it. */
    Stretch append(InputStream in) throws IOException {
        long from = position();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, n));
        }
        return new Stretch(from, position() - from);
    }

    /** A part of the spool; may be opened as often as one likes until the spool is closed. */
    final class Stretch implements LayerTree.Content {
        private final long from;
        private final long length;

        private Stretch(long from, long length) {
            this.from = from;
            this.length = length;
        }

        long length() {
            return length;
        }

        @Override
        public InputStream open() {
            return new StretchStream(from, from + length);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private long position() throws IOException {
        return channel.position();
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private final class StretchStream extends InputStream {
        private final long end;
        private long at;

        StretchStream(long at, long end) {
            this.at = at;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int n = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - at)), at);
            at += Math.max(0, n);
            return n;
        }
    }
}
