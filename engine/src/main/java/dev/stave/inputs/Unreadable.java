package dev.stave.inputs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The sentence for a file that cannot be an input because the system does not let us at it. */
final class Unreadable {
    private Unreadable() {}

    static String why(String path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "'" + path + "' does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "'" + path + "' may not be read by this user";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return "'" + path + "' could not be read: "
                + (reason == null ? e.getClass().getSimpleName() : reason);
    }
}
