package dev.stave.oci.layer;

import dev.stave.oci.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar stream, entry after entry: ustar, pax, GNU long names and base-256 numbers. Ours, because attributes are
 * bytes ({@code cap_setuid} is no valid UTF-8) and other readers take them for text. Sparse files are refused.
 */
final class TarReader {
    private static final int LARGEST_EXTENSION = 4 << 20;
    private static final int DISCARD_BYTES = 1 << 16;
    private static final String CUT_OFF = "it ends in the middle of an entry";
    private static final String XATTR = "SCHILY.xattr.";

    private final InputStream in;
    private final byte[] block = new byte[TarBlock.SIZE];
    private final SortedMap<String, String> global = new TreeMap<>();
    private final Content content = new Content();
    private long left;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry, or null at the end. What is left of the last one's content is skipped. */
    @Nullable
    TarEntry next() throws IOException {
        discard(left + padding);
        left = 0;
        padding = 0;
        SortedMap<String, String> records = new TreeMap<>(global);
        String longName = null;
        String longLink = null;
        while (readBlock()) {
            TarBlock head = TarBlock.checked(block);
            switch (head.type()) {
                case 'x' -> records.putAll(PaxRecords.parse(extension(head)));
                case 'g' -> {
                    global.putAll(PaxRecords.parse(extension(head)));
                    records.putAll(global);
                }
                case 'L' -> longName = TarBlock.untilZero(extension(head));
                case 'K' -> longLink = TarBlock.untilZero(extension(head));
                default -> {
                    String name = records.getOrDefault("path", longName == null ? head.name() : longName);
                    String link = records.getOrDefault("linkpath", longLink == null ? head.link() : longLink);
                    return entry(head, name, link, records);
                }
            }
        }
        return null;
    }

    /** The content of the entry read last; ends with it; need not be read or closed. */
    InputStream content() {
        return content;
    }

    private TarEntry entry(TarBlock head, String name, String link, Map<String, String> records) {
        boolean folder = head.type() == TarEntry.FOLDER || (head.isFile() && name.endsWith("/"));
        char type = folder ? TarEntry.FOLDER : head.isFile() ? TarEntry.FILE : head.type();
        if (type < TarEntry.FILE
                || type > TarEntry.FIFO
                || records.keySet().stream().anyMatch(k -> k.startsWith("GNU.sparse."))) {
            throw new ImageException(
                    "the archive has the entry '" + ByteText.text(name) + "' of a kind that Stave does not take ('"
                            + (type < TarEntry.FILE || type > TarEntry.FIFO ? type : "sparse") + "')",
                    "pack it with a tar that writes plain pax archives, without --sparse");
        }
        long size = type == TarEntry.FILE ? PaxRecords.number(records, "size", head.size()) : 0;
        left = size;
        padding = TarBlock.padding(size);
        SortedMap<String, String> xattrs = new TreeMap<>();
        records.forEach((key, value) -> {
            if (key.startsWith(XATTR)) {
                xattrs.put(key.substring(XATTR.length()), value);
            }
        });
        return new TarEntry(
                TarEntry.plainName(name),
                type,
                head.mode(),
                PaxRecords.number(records, "uid", head.uid()),
                PaxRecords.number(records, "gid", head.gid()),
                size,
                PaxRecords.number(records, "mtime", head.seconds()),
                type == TarEntry.HARD_LINK ? TarEntry.plainName(link) : type == TarEntry.SYMLINK ? link : "",
                head.major(),
                head.minor(),
                xattrs);
    }

    private byte[] extension(TarBlock head) throws IOException {
        if (head.size() > LARGEST_EXTENSION) {
            throw new ImageException("the archive has a name or attributes of more than 4 MiB", "it is damaged");
        }
        byte[] bytes = in.readNBytes((int) head.size());
        discard(TarBlock.padding(head.size()));
        return bytes;
    }

    /** By reading: a stream that counts or hashes must see every byte. */
    private void discard(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(count, DISCARD_BYTES)];
        for (long gone = 0; gone < count; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, count - gone));
            if (n < 0) {
                throw TarBlock.damaged(CUT_OFF);
            }
            gone += n;
        }
    }

    /** Whether there is another head: a block of zeros, or nothing more, is the end. */
    private boolean readBlock() throws IOException {
        int n = in.readNBytes(block, 0, block.length);
        if (n != 0 && n != block.length) {
            throw TarBlock.damaged(CUT_OFF);
        }
        return n != 0 && !TarBlock.isZero(block);
    }

    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(buffer, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw TarBlock.damaged(CUT_OFF);
            }
            left -= n;
            return n;
        }
    }
}
