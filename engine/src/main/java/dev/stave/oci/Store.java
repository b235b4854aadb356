package dev.stave.oci;

import dev.stave.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The local, content-addressed place where every image is made, tested and scanned: the blobs of an OCI image layout
 * (image-layout.md). Safe for many threads and processes. What is full or broken on disk is a {@link
 * dev.stave.model.HostException}.
 */
public interface Store {
    /** Where the blob's bytes are; empty where the store has no whole blob of this digest. */
    Optional<Path> file(Digest digest);

    /** The same, where its size is the right one too: what else has this name is damaged and counts as absent. */
    default Optional<Path> file(Descriptor blob) {
        return file(blob.digest()).filter(file -> {
            try {
                return Files.size(file) == blob.sizeBytes();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /**
     * The blob's bytes, from the start; the caller closes. Fails where the store has no such blob, and at the end of a
     * damaged one, which is absent from then on.
     */
    InputStream open(Digest digest);

    /**
     * A blob that is being written: to a temporary file in the store's own file system; {@link Draft#commit} verifies,
     * syncs and moves it to its name. Closing without commit leaves nothing.
     */
    Draft draft();

    /** Keeps bytes that are at hand, such as a config or a manifest. */
    default Descriptor put(String mediaType, byte[] bytes) {
        try (Draft draft = draft()) {
            draft.out().write(bytes);
            return draft.commit(mediaType, Digest.of(bytes));
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    /** What was kept as a note on a blob, such as the names in a layer; empty where nothing was, or it was lost. */
    Optional<byte[]> note(Digest blob);

    /** Keeps what can be found out again at any time from the blob, for as long as the blob is kept. */
    void keepNote(Digest blob, byte[] note);

    /** A blob on its way into the store. */
    interface Draft extends AutoCloseable {
        /** Where to write; buffered, hashed on the way. */
        OutputStream out();

        /**
         * @param expected fails where the bytes written have another digest; null takes what came
         */
        Descriptor commit(String mediaType, @org.jspecify.annotations.Nullable Digest expected) throws IOException;

        @Override
        void close();
    }
}
