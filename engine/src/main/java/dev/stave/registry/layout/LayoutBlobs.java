package dev.stave.registry.layout;

import dev.stave.model.Digest;
import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import dev.stave.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.Optional;

/** The blobs of a layout, each in a file named by its digest. */
final class LayoutBlobs {
    private final Path folder;

    LayoutBlobs(Path layout) {
        this.folder = layout.resolve("blobs").resolve("sha256");
    }

    Optional<Path> file(Digest digest) {
        return Optional.of(path(digest)).filter(Files::isRegularFile);
    }

    /** Links or copies the blob to its place; returns how many bytes were copied. */
    long put(Descriptor blob, BlobSource source) {
        Path target = path(blob.digest());
        try {
            if (Files.isRegularFile(target) && Files.size(target) == blob.sizeBytes()) {
                return 0;
            }
            Files.createDirectories(folder);
            return linked(target, source) ? 0 : copy(target, blob, source);
        } catch (IOException e) {
            throw failure("blob " + blob.digest() + " could not be written to " + folder, e);
        }
    }

    private static boolean linked(Path target, BlobSource source) {
        if (source.file().isEmpty()) {
            return false;
        }
        try {
            Files.createLink(target, source.file().get());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException | UnsupportedOperationException e) {
            // another file system, or one without links: it is copied
            return false;
        }
    }

    private long copy(Path target, Descriptor blob, BlobSource source) throws IOException {
        Path draft = Files.createTempFile(folder, ".blob", ".part");
        try {
            Digest got;
            try (InputStream in = source.openAt(0);
                    DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(draft), Digest.sha256())) {
                in.transferTo(out);
                got = Digest.of(out.getMessageDigest());
            }
            if (!got.equals(blob.digest())) {
                throw RegistryException.lasting(
                        "blob " + blob.digest() + " was not written to " + folder + ": its source has other bytes", "");
            }
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            }
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return blob.sizeBytes();
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Path path(Digest digest) {
        return folder.resolve(digest.hex());
    }

    static RegistryException failure(String what, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RegistryException(
                what + ": " + why, "look at the rights and the free space there", RegistryException.NO_USE, "", cause);
    }
}
