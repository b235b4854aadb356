package dev.stave.version.packages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A package's header as the database holds it (rpm, docs/manual/format_header.md): number of entries, size of the data,
 * the entries (tag, type, offset, count), the data; all numbers big-endian.
 */
final class RpmHeader {
    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int ARCHITECTURE = 1022;
    private static final int PREAMBLE = 8;
    private static final int ENTRY = 16;

    private final ByteBuffer bytes;

    RpmHeader(byte[] header) {
        this.bytes = ByteBuffer.wrap(header);
    }

    String name() {
        return text(NAME);
    }

    String version() {
        return text(VERSION);
    }

    String release() {
        return text(RELEASE);
    }

    String architecture() {
        return text(ARCHITECTURE);
    }

    private String text(int tag) {
        int entries = bytes.getInt(0);
        for (int i = 0; i < entries; i++) {
            int entry = PREAMBLE + i * ENTRY;
            if (bytes.getInt(entry) == tag) {
                return textAt(PREAMBLE + entries * ENTRY + bytes.getInt(entry + 8));
            }
        }
        return "";
    }

    private String textAt(int start) {
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), start, end - start, StandardCharsets.UTF_8);
    }
}
