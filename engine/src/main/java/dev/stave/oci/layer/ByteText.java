package dev.stave.oci.layer;

import java.nio.charset.StandardCharsets;

/**
 * Names as tar has them: bytes of no certain encoding. Here each character of a text is one byte, so that nothing is lost
 * and the natural order is that of the bytes.
 */
final class ByteText {
    private ByteText() {}

    static String of(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String byteText) {
        return byteText.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** From a text of ours. */
    static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** For people and for callers: read as UTF-8. */
    static String text(String byteText) {
        return new String(bytes(byteText), StandardCharsets.UTF_8);
    }

    static boolean isAscii(String byteText) {
        return byteText.chars().allMatch(c -> c < 0x80);
    }
}
