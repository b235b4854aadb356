package dev.stave.model;

import org.jspecify.annotations.Nullable;

/**
 * One file system entry that an image is made from, as far as it can change the image's bytes: never times, owners or
 * places outside the stack.
 *
 * @param path       relative to the stack file's folder, with slashes
 * @param executable whether its owner may execute it; false for what is no file
 * @param digest     of a file's content; null for what is no file
 * @param target     where a link points, as written; null for what is no link
 */
public record InputFile(
        String path,
        Kind kind,
        boolean executable,
        @Nullable Digest digest,
        @Nullable String target) implements Comparable<InputFile> {
    /** What an entry is. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK
    }

    public static InputFile file(String path, boolean executable, Digest digest) {
        return new InputFile(path, Kind.FILE, executable, digest, null);
    }

    public static InputFile folder(String path) {
        return new InputFile(path, Kind.FOLDER, false, null, null);
    }

    public static InputFile link(String path, String target) {
        return new InputFile(path, Kind.LINK, false, null, target);
    }

    @Override
    public int compareTo(InputFile other) {
        return path.compareTo(other.path);
    }
}
