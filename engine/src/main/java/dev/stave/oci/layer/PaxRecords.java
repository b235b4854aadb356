package dev.stave.oci.layer;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of a pax extended header (POSIX.1-2017, pax, "LENGTH KEY=VALUE"), in {@link ByteText}. */
final class PaxRecords {
    private PaxRecords() {}

    static SortedMap<String, String> parse(byte[] bytes) {
        SortedMap<String, String> records = new TreeMap<>();
        String all = ByteText.of(bytes, 0, bytes.length);
        int at = 0;
        while (at < all.length() && all.charAt(at) != 0) {
            int space = all.indexOf(' ', at);
            int end = at + length(all, at, space);
            int sign = all.indexOf('=', at);
            if (space < 0 || sign < space || sign >= end || end > all.length() || all.charAt(end - 1) != '\n') {
                throw TarBlock.damaged("a pax record is not LENGTH KEY=VALUE");
            }
            records.put(all.substring(space + 1, sign), all.substring(sign + 1, end - 1));
            at = end;
        }
        return records;
    }

    private static int length(String all, int from, int space) {
        int length = 0;
        for (int i = from; i < space && i - from < 8 && Character.isDigit(all.charAt(i)); i++) {
            length = length * 10 + (all.charAt(i) - '0');
        }
        return length;
    }

    /** A whole number; a fraction of a second is cut off downwards. */
    static long number(Map<String, String> records, String key, long otherwise) {
        String text = records.get(key);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            int dot = text.indexOf('.');
            if (dot < 0) {
                return key.equals("mtime") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
            }
            long whole = Long.parseLong(text.substring(0, dot));
            boolean below = text.startsWith("-") && !text.substring(dot + 1).matches("0*");
            return below ? whole - 1 : whole;
        } catch (NumberFormatException e) {
            throw TarBlock.damaged("the pax record '" + key + "' is not a number");
        }
    }

    /** The records one after the other, in the map's order. */
    static byte[] write(SortedMap<String, String> records) {
        StringBuilder all = new StringBuilder();
        records.forEach((key, value) -> {
            String tail = " " + key + "=" + value + "\n";
            int length = tail.length() + 1;
            while (Integer.toString(length).length() + tail.length() > length) {
                length++;
            }
            all.append(length).append(tail);
        });
        return ByteText.bytes(all.toString());
    }
}
