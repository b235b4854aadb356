package dev.stave.oci;

import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** The sentence for a store that cannot be read or written. */
public final class StoreFailure {
    private StoreFailure() {}

    public static HostException of(IOException cause) {
        return new HostException(
                "the store could not be read or written: " + reason(cause),
                "free disk space or set STAVE_HOME to another file system; nothing that was released is lost",
                cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException gone) {
            return gone.getFile() + " is not there";
        }
        if (cause instanceof AccessDeniedException denied) {
            return "no right to " + denied.getFile();
        }
        if (cause instanceof FileSystemException failed && failed.getReason() != null) {
            return Objects.requireNonNull(failed.getReason()) + " (" + failed.getFile() + ")";
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
