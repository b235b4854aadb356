package dev.stave.oci.layer;

import dev.stave.oci.ImageException;
import java.util.Arrays;

/** One head block of a tar: fixed fields of octal numbers and zero-ended names (POSIX.1-2017, ustar). */
final class TarBlock {
    static final int SIZE = 512;

    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int BASE_256 = 0x80;

    private final byte[] bytes;

    private TarBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A view of the block, whose checksum must be right. */
    static TarBlock checked(byte[] bytes) {
        TarBlock head = new TarBlock(bytes);
        if (!head.hasRightChecksum()) {
            throw damaged("the checksum of an entry's head is wrong");
        }
        return head;
    }

    static boolean isHead(byte[] bytes) {
        return bytes.length == SIZE && (isZero(bytes) || new TarBlock(bytes).hasRightChecksum());
    }

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    static int padding(long size) {
        return (int) (-size & (SIZE - 1));
    }

    static ImageException damaged(String why) {
        return new ImageException("the archive is damaged: " + why, "make it or fetch it again");
    }

    static String untilZero(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    String name() {
        String name = text(bytes, 0, 100);
        String prefix = isPosix() ? text(bytes, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    int mode() {
        return (int) number(100, 8) & 07777;
    }

    long uid() {
        return number(108, 8);
    }

    long gid() {
        return number(116, 8);
    }

    long size() {
        long size = number(124, 12);
        if (size < 0) {
            throw damaged("an entry has a negative size");
        }
        return size;
    }

    long seconds() {
        return number(136, 12);
    }

    char type() {
        return (char) (bytes[156] & 0xff);
    }

    /** Old tars write a zero, some a 7, for a regular file. */
    boolean isFile() {
        return type() == TarEntry.FILE || type() == 0 || type() == '7';
    }

    String link() {
        return text(bytes, 157, 100);
    }

    int major() {
        return isDevice() ? (int) number(329, 8) : 0;
    }

    int minor() {
        return isDevice() ? (int) number(337, 8) : 0;
    }

    private boolean isDevice() {
        return type() == TarEntry.CHAR_DEVICE || type() == TarEntry.BLOCK_DEVICE;
    }

    private boolean isPosix() {
        return text(bytes, 257, 6).equals("ustar") && bytes[263] == '0';
    }

    private boolean hasRightChecksum() {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < SIZE; i++) {
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
            unsigned += own ? ' ' : bytes[i] & 0xff;
            signed += own ? ' ' : bytes[i];
        }
        long said = octal(CHECKSUM_AT, CHECKSUM_LENGTH);
        return said == unsigned || said == signed;
    }

    /** GNU's base-256 where the first bit is set, else octal. */
    private long number(int at, int length) {
        if ((bytes[at] & BASE_256) == 0) {
            long value = octal(at, length);
            if (value < 0) {
                throw damaged("a number in an entry's head is not octal");
            }
            return value;
        }
        long value = (bytes[at] & 0x40) != 0 ? -1 : 0;
        value = (value << 6) | (bytes[at] & 0x3f);
        for (int i = at + 1; i < at + length; i++) {
            if (value >> 54 != 0 && value >> 54 != -1) {
                throw damaged("a number in an entry's head is too large");
            }
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    /** Less than 0 where it is none. */
    private long octal(int at, int length) {
        String digits = text(bytes, at, length).strip();
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = (value << 3) | digit;
        }
        return value;
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return ByteText.of(bytes, at, end - at);
    }

    /** Puts the checksum over a head that is complete but for it. */
    static void sign(byte[] head) {
        Arrays.fill(head, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_LENGTH, (byte) ' ');
        int sum = 0;
        for (byte b : head) {
            sum += b & 0xff;
        }
        for (int at = CHECKSUM_AT + CHECKSUM_LENGTH - 3; at >= CHECKSUM_AT; at--) {
            head[at] = (byte) ('0' + (sum & 7));
            sum >>>= 3;
        }
        head[CHECKSUM_AT + CHECKSUM_LENGTH - 2] = 0;
    }
}
