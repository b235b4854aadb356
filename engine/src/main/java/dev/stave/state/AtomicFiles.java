package dev.stave.state;

import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file so that a reader, or a crash, meets either the old content or the new one, never a part. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** Replaces the file's content; its folder is made where there is none. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the file's content; its folder is made where there is none. */
    public static void write(Path file, byte[] bytes) {
        Path folder = folderOf(file);
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "." + file.getFileName(), ".part");
            try {
                writeSynced(draft, bytes);
                keepMode(file, draft);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            syncFolder(folder);
        } catch (IOException e) {
            throw failure("cannot write " + file, e);
        }
    }

    /** Removes the file, if it is there, for good. */
    public static void delete(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                syncFolder(folderOf(file));
            }
        } catch (IOException e) {
            throw failure("cannot remove " + file, e);
        }
    }

    static HostException failure(String what, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new HostException(what + ": " + why, "look at the rights and the free space there", cause);
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static void writeSynced(Path draft, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** A temporary file is private; what it becomes must stay as readable as it was, or as the umask lets it be. */
    private static void keepMode(Path file, Path draft) throws IOException {
        if (!Files.getFileStore(draft).supportsFileAttributeView("posix")) {
            return;
        }
        if (Files.isRegularFile(file)) {
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
            return;
        }
        Path probe = draft.resolveSibling(draft.getFileName() + ".mode");
        try {
            Files.createFile(probe);
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(probe));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
