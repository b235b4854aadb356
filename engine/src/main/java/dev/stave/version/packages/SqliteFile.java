package dev.stave.version.packages;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads whole tables of an SQLite database (sqlite.org/fileformat2.html): table b-trees, overflow pages, records; no
 * indexes, no log. What is not one fails with an {@link IllegalArgumentException} or an {@link
 * IndexOutOfBoundsException}.
 */
final class SqliteFile {
    private static final String MAGIC = "SQLite format 3\0";
    private static final int FILE_HEADER = 100;
    private static final int INTERIOR = 0x05;
    private static final int LEAF = 0x0d;

    private final ByteBuffer file;
    private final int pageSize;
    private final int usable;

    SqliteFile(byte[] bytes) {
        if (!new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new IllegalArgumentException("no SQLite database");
        }
        this.file = ByteBuffer.wrap(bytes);
        int size = file.getShort(16) & 0xffff;
        this.pageSize = size == 1 ? 1 << 16 : size;
        this.usable = pageSize - (file.get(20) & 0xff);
    }

    /** The rows of a table in the order of their ids; none where there is no such table. */
    List<Row> rows(String table) {
        List<Row> schema = new ArrayList<>();
        walk(1, new BitSet(), schema);
        List<Row> rows = new ArrayList<>();
        for (Row entry : schema) {
            if (entry.text(0).equals("table") && entry.text(1).equals(table)) {
                walk(entry.number(3), new BitSet(), rows);
            }
        }
        return rows;
    }

    private void walk(int page, BitSet seen, List<Row> rows) {
        if (seen.get(page)) {
            throw new IllegalArgumentException("page " + page + " is in its table twice");
        }
        seen.set(page);
        int start = start(page);
        int header = page == 1 ? start + FILE_HEADER : start;
        int kind = file.get(header);
        int cells = file.getShort(header + 3) & 0xffff;
        int pointers = header + (kind == INTERIOR ? 12 : 8);
        for (int i = 0; i < cells; i++) {
            int cell = start + (file.getShort(pointers + 2 * i) & 0xffff);
            if (kind == INTERIOR) {
                walk(file.getInt(cell), seen, rows);
            } else if (kind == LEAF) {
                rows.add(new Row(payload(cell)));
            } else {
                throw new IllegalArgumentException("page " + page + " is of no table");
            }
        }
        if (kind == INTERIOR) {
            walk(file.getInt(header + 8), seen, rows);
        }
    }

    private int start(int page) {
        return Math.multiplyExact(page - 1, pageSize);
    }

    /** A cell's payload: its size, the row's id, the first part, and the page that goes on. */
    private byte[] payload(int cell) {
        Varint size = Varint.at(file, cell);
        Varint id = Varint.at(file, size.next());
        int total = Math.toIntExact(size.value());
        if (total < 0 || total > file.capacity()) {
            throw new IllegalArgumentException("a row of " + total + " bytes");
        }
        int local = local(total);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(total);
        whole.write(file.array(), id.next(), local);
        int next = local < total ? file.getInt(id.next() + local) : 0;
        while (whole.size() < total) {
            int start = start(next);
            whole.write(file.array(), start + 4, Math.min(usable - 4, total - whole.size()));
            next = file.getInt(start);
        }
        return whole.toByteArray();
    }

    private int local(int total) {
        int most = usable - 35;
        if (total <= most) {
            return total;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int wanted = least + (total - least) % (usable - 4);
        return wanted <= most ? wanted : least;
    }

    /** A record: the size of its header, a type for each column, the columns. */
    static final class Row {
        private final byte[] record;
        private final List<int[]> columns = new ArrayList<>();

        Row(byte[] record) {
            this.record = record;
            ByteBuffer bytes = ByteBuffer.wrap(record);
            Varint header = Varint.at(bytes, 0);
            int at = Math.toIntExact(header.value());
            for (int next = header.next(); next < header.value(); ) {
                Varint type = Varint.at(bytes, next);
                int length = length(Math.toIntExact(type.value()));
                columns.add(new int[] {at, length});
                at = Math.addExact(at, length);
                next = type.next();
            }
            if (at > record.length) {
                throw new IllegalArgumentException("columns beyond the end of their row");
            }
        }

        private static int length(int type) {
            return type >= 12 ? (type - 12) / 2 : new int[] {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0}[type];
        }

        byte[] bytes(int column) {
            int[] place = columns.get(column);
            return java.util.Arrays.copyOfRange(record, place[0], place[0] + place[1]);
        }

        String text(int column) {
            return new String(bytes(column), StandardCharsets.UTF_8);
        }

        int number(int column) {
            int value = 0;
            for (byte b : bytes(column)) {
                value = (value << 8) | (b & 0xff);
            }
            return value;
        }
    }

    /** A number of one to nine bytes, seven bits in each, the highest first. */
    private record Varint(long value, int next) {
        static Varint at(ByteBuffer bytes, int start) {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                byte b = bytes.get(start + i);
                value = (value << 7) | (b & 0x7f);
                if (b >= 0) {
                    return new Varint(value, start + i + 1);
                }
            }
            return new Varint((value << 8) | (bytes.get(start + 8) & 0xff), start + 9);
        }
    }
}
