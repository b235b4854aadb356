package dev.stave.inputs;

import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file is the same as before without reading it (stat(2)).
 *
 * @param modified mtime, in nanoseconds since 1970
 * @param changed  ctime, in nanoseconds since 1970
 */
record FileStamp(long sizeBytes, long modified, long changed, long inode) {
    /** From what {@code unix:*} attributes say. */
    static FileStamp of(Map<String, Object> attributes) {
        return new FileStamp(
                number(attributes, "size"),
                nanos(attributes, "lastModifiedTime"),
                nanos(attributes, "ctime"),
                number(attributes, "ino"));
    }

    /** Whether the file was last touched before this time, in nanoseconds since 1970. */
    boolean settledBefore(long time) {
        return modified < time && changed < time;
    }

    // written out, as in ImageName: linking a record's own takes long

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileStamp stamp
                && sizeBytes == stamp.sizeBytes
                && modified == stamp.modified
                && changed == stamp.changed
                && inode == stamp.inode;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(modified) ^ Long.hashCode(inode);
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static long nanos(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : Long.MAX_VALUE;
    }
}
