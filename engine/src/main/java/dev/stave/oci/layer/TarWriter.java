package dev.stave.oci.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes a tar in one form only: ustar heads, and a pax header where ustar cannot say it (long or non-ASCII names, large
 * numbers, attributes). No user and group names. Ours, so that no update of a library changes the bytes.
 */
final class TarWriter {
    private static final int NAME_LENGTH = 100;
    private static final long LARGEST_ID = 07777777;
    private static final long LARGEST_SIZE = 077777777777L;
    private static final String PAX_NAME = "PaxHeaders/entry";
    private static final byte[] MAGIC = ByteText.bytes("ustar\00000");
    private static final int COPY_BYTES = 1 << 16;

    private final OutputStream out;
    private final Consumer<TarEntry> written;
    private final byte[] buffer = new byte[COPY_BYTES];

    TarWriter(OutputStream out) {
        this(out, entry -> {});
    }

    /** @param written hears of each entry */
    TarWriter(OutputStream out, Consumer<TarEntry> written) {
        this.out = out;
        this.written = written;
    }

    /** An entry without content. */
    void write(TarEntry entry) throws IOException {
        SortedMap<String, String> records = records(entry);
        if (!records.isEmpty()) {
            byte[] extension = PaxRecords.write(records);
            TarEntry pax = new TarEntry(
                    PAX_NAME, 'x', 0644, 0, 0, extension.length, within(entry.seconds()), "", 0, 0, new TreeMap<>());
            out.write(head(pax));
            out.write(extension);
            pad(extension.length);
        }
        out.write(head(entry));
        written.accept(entry);
    }

    /** A regular file; the stream must have exactly as many bytes as the entry says. */
    void write(TarEntry file, InputStream content) throws IOException {
        write(file);
        long left = file.size();
        while (left > 0) {
            int n = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                break;
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        if (left > 0 || content.read() >= 0) {
            throw new dev.stave.oci.ImageException(
                    "the file '" + ByteText.text(file.name()) + "' changed while it was packed",
                    "run again when nothing writes to it");
        }
        pad(file.size());
    }

    /** The two blocks of zeros at the end; the stream stays open. */
    void finish() throws IOException {
        out.write(new byte[2 * TarBlock.SIZE]);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[TarBlock.padding(size)]);
    }

    private static SortedMap<String, String> records(TarEntry entry) {
        SortedMap<String, String> records = new TreeMap<>();
        if (!fits(nameOf(entry))) {
            records.put("path", nameOf(entry));
        }
        if (!fits(entry.link())) {
            records.put("linkpath", entry.link());
        }
        if (entry.size() > LARGEST_SIZE) {
            records.put("size", Long.toString(entry.size()));
        }
        if (entry.uid() > LARGEST_ID) {
            records.put("uid", Long.toString(entry.uid()));
        }
        if (entry.gid() > LARGEST_ID) {
            records.put("gid", Long.toString(entry.gid()));
        }
        if (entry.seconds() != within(entry.seconds())) {
            records.put("mtime", Long.toString(entry.seconds()));
        }
        entry.xattrs().forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
        return records;
    }

    private static boolean fits(String name) {
        return name.length() <= NAME_LENGTH && ByteText.isAscii(name);
    }

    private static String nameOf(TarEntry entry) {
        return entry.isFolder() ? entry.name() + "/" : entry.name();
    }

    private static long within(long seconds) {
        return Math.max(0, Math.min(seconds, LARGEST_SIZE));
    }

    private static byte[] head(TarEntry entry) {
        byte[] head = new byte[TarBlock.SIZE];
        putText(head, 0, nameOf(entry));
        putOctal(head, 100, 8, entry.mode());
        putOctal(head, 108, 8, entry.uid() > LARGEST_ID ? 0 : entry.uid());
        putOctal(head, 116, 8, entry.gid() > LARGEST_ID ? 0 : entry.gid());
        putOctal(head, 124, 12, entry.size() > LARGEST_SIZE ? 0 : entry.size());
        putOctal(head, 136, 12, within(entry.seconds()));
        head[156] = (byte) entry.type();
        putText(head, 157, entry.link());
        System.arraycopy(MAGIC, 0, head, 257, MAGIC.length);
        putOctal(head, 329, 8, entry.major());
        putOctal(head, 337, 8, entry.minor());
        TarBlock.sign(head);
        return head;
    }

    /** What does not fit stands in the pax header; here is what an old reader can make of it. */
    private static void putText(byte[] head, int at, String text) {
        byte[] bytes =
                ByteText.bytes(text.chars().allMatch(c -> c < 0x80) ? text : text.replaceAll("[^\\x00-\\x7f]", "_"));
        System.arraycopy(bytes, 0, head, at, Math.min(bytes.length, NAME_LENGTH));
    }

    private static void putOctal(byte[] head, int at, int length, long value) {
        long left = value;
        for (int i = at + length - 2; i >= at; i--) {
            head[i] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
    }
}
