package dev.stave.oci.layout;

import dev.stave.model.Digest;
import dev.stave.model.HostException;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The store as an OCI image layout (image-layout.md) in one folder: {@code oci-layout}, {@code blobs/sha256/HEX}, and
 * {@code tmp} for what is being written. The folder is made when something is first written.
 */
public final class LayoutStore implements Store {
    private static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";
    private static final String EMPTY_INDEX =
            "{\"manifests\":[],\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"schemaVersion\":2}";

    private final StoreFolders folders;

    public LayoutStore(Path root) {
        this.folders = new StoreFolders(root);
    }

    /** A folder in the store's own file system for what is not a blob yet; made where there is none. */
    public Path temporaryFolder() {
        prepare();
        return folders.temporary();
    }

    @Override
    public Optional<Path> file(Digest digest) {
        Path blob = folders.blob(digest);
        return Files.isRegularFile(blob) ? Optional.of(blob) : Optional.empty();
    }

    @Override
    public InputStream open(Digest digest) {
        Path blob = file(digest)
                .orElseThrow(() -> new HostException(
                        "the store has no blob " + digest, "run again: what is missing is fetched or built anew"));
        try {
            return new CheckedBlob(Files.newInputStream(blob), blob, digest);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    @Override
    public Draft draft() {
        prepare();
        return new BlobDraft(folders);
    }

    @Override
    public Optional<byte[]> note(Digest blob) {
        try {
            return Optional.of(Files.readAllBytes(folders.note(blob)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void keepNote(Digest blob, byte[] note) {
        prepare();
        Path draft = folders.temporary().resolve("note-" + UUID.randomUUID());
        try {
            Files.createDirectories(folders.notes());
            Files.write(draft, note);
            Files.move(draft, folders.note(blob), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    /** Reads the whole blob; a damaged one is removed. Whether the store has it, whole. */
    public boolean verify(Digest digest) {
        Optional<Path> blob = file(digest);
        if (blob.isEmpty()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(blob.get())) {
            if (Digest.of(in).equals(digest)) {
                return true;
            }
            Files.deleteIfExists(blob.get());
            return false;
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(folders.blobs());
            Files.createDirectories(folders.temporary());
            writeOnce(folders.root().resolve("oci-layout"), LAYOUT);
            writeOnce(folders.index(), EMPTY_INDEX);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static void writeOnce(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; it writes the same.
        }
    }
}
