package dev.stave.oci.layer;

import dev.stave.oci.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The head of one entry of a tar (POSIX pax; names and attributes in {@link ByteText}).
 *
 * @param name    without leading and trailing slashes; empty for the root itself
 * @param type    one of the type constants
 * @param mode    permission bits with setuid, setgid and sticky
 * @param size    of a regular file's content, in bytes; else 0
 * @param seconds modification time since 1970
 * @param link    what a symbolic link says, or the name a hard link is another name of; else empty
 * @param major   device number of a device; else 0
 * @param xattrs  extended attributes by name; values in {@link ByteText}
 */
record TarEntry(
        String name,
        char type,
        int mode,
        long uid,
        long gid,
        long size,
        long seconds,
        String link,
        int major,
        int minor,
        SortedMap<String, String> xattrs) {
    static final char FILE = '0';
    static final char HARD_LINK = '1';
    static final char SYMLINK = '2';
    static final char CHAR_DEVICE = '3';
    static final char BLOCK_DEVICE = '4';
    static final char FOLDER = '5';
    static final char FIFO = '6';

    boolean isFile() {
        return type == FILE;
    }

    boolean isFolder() {
        return type == FOLDER;
    }

    /** Another name of the entry that is called {@code first}. */
    TarEntry asLinkTo(String newName, String first) {
        return new TarEntry(newName, HARD_LINK, mode, uid, gid, 0, seconds, first, 0, 0, new java.util.TreeMap<>());
    }

    TarEntry called(String newName) {
        return new TarEntry(newName, type, mode, uid, gid, size, seconds, link, major, minor, xattrs);
    }

    TarEntry at(long newSeconds) {
        return new TarEntry(name, type, mode, uid, gid, size, newSeconds, link, major, minor, xattrs);
    }

    TarEntry ownedBy(long newUid, long newGid) {
        return new TarEntry(name, type, mode, newUid, newGid, size, seconds, link, major, minor, xattrs);
    }

    TarEntry with(SortedMap<String, String> newXattrs) {
        return new TarEntry(name, type, mode, uid, gid, size, seconds, link, major, minor, newXattrs);
    }

    /** A name without {@code .} and superfluous slashes. One that climbs with {@code ..} is refused. */
    static String plainName(String raw) {
        List<String> parts = new ArrayList<>();
        for (String part : raw.split("/")) {
            if (part.equals("..")) {
                throw new ImageException(
                        "the archive has the entry '" + ByteText.text(raw) + "', which climbs out of it with '..'",
                        "whoever made it is broken or means harm");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
