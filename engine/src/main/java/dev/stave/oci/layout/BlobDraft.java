package dev.stave.oci.layout;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A blob that is being written to a temporary file of the store. */
final class BlobDraft implements Store.Draft {
    private static final int BUFFER_BYTES = 1 << 17;

    private final StoreFolders folders;
    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;
    private final MessageDigest digest = Digest.sha256();
    private long size;

    BlobDraft(StoreFolders folders) {
        this.folders = folders;
        this.file = folders.temporary().resolve("blob-" + UUID.randomUUID());
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
        this.out = new BufferedOutputStream(new Hashing(), BUFFER_BYTES);
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public Descriptor commit(String mediaType, @Nullable Digest expected) {
        try {
            out.flush();
            Digest actual = Digest.of(digest);
            if (expected != null && !expected.equals(actual)) {
                throw new ImageException(
                        "the bytes that came for " + expected + " have the digest " + actual,
                        "they were changed or cut off on the way; try again");
            }
            Path blob = folders.blob(actual);
            if (!(Files.isRegularFile(blob) && Files.size(blob) == size)) {
                channel.force(true);
                Files.move(file, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                sync(blob.getParent());
            }
            return new Descriptor(mediaType, actual, size);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static void sync(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    /** A full disk is a failure of the store, whatever stream the bytes came from: so never an IOException. */
    private final class Hashing extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw StoreFailure.of(e);
            }
            digest.update(bytes, offset, length);
            size += length;
        }
    }
}
