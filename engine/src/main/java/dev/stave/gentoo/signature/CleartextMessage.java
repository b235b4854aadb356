package dev.stave.gentoo.signature;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One block of the cleartext signature framework (RFC 9580 section 7): the lines that are signed, without dash escapes and
 * trailing white space, and the armoured signatures over them. What stands outside of a block is in none.
 */
record CleartextMessage(List<String> lines, String signatures) {
    static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";

    CleartextMessage {
        lines = List.copyOf(lines);
    }

    /** All blocks of a text, in their order; a damaged one is refused. */
    static List<CleartextMessage> parse(byte[] bytes) {
        // ISO 8859-1 keeps every byte, whatever it was meant to be
        List<String> lines = List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\r?\n", -1));
        List<CleartextMessage> all = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            if (trimmed(lines.get(at)).equals(BEGIN)) {
                Reader reader = new Reader(lines, at + 1);
                all.add(reader.message());
                at = reader.at;
            } else {
                at++;
            }
        }
        return all;
    }

    /** Whether the text begins a block of it somewhere. */
    static boolean isIn(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(BEGIN);
    }

    /** What the signatures are over: lines end with CR LF, the last one with nothing. */
    byte[] signedBytes() {
        return String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The signed text as people read it. */
    String text() {
        return new String(
                (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    ByteArrayInputStream armour() {
        return new ByteArrayInputStream(signatures.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String trimmed(String line) {
        int end = line.length();
        while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    private static final class Reader {
        private final List<String> lines;
        private int at;

        Reader(List<String> lines, int at) {
            this.lines = lines;
            this.at = at;
        }

        CleartextMessage message() {
            skipHeaders();
            List<String> signed = new ArrayList<>();
            for (String line = next(); !trimmed(line).equals(BEGIN_SIGNATURE); line = next()) {
                signed.add(trimmed(unescaped(line)));
            }
            StringBuilder armour = new StringBuilder(BEGIN_SIGNATURE).append('\n');
            String line;
            do {
                line = next();
                armour.append(line).append('\n');
            } while (!trimmed(line).equals(END_SIGNATURE));
            return new CleartextMessage(signed, armour.toString());
        }

        /** Only the names of digests may stand before the text: it was used to show people text that nobody signed. */
        private void skipHeaders() {
            for (String line = next(); !line.isEmpty(); line = next()) {
                if (!line.toLowerCase(Locale.ROOT).startsWith("hash: ")) {
                    throw new BadSignatureException("its signed text has a header that is none, '" + line + "'", "");
                }
            }
        }

        private static String unescaped(String line) {
            if (line.startsWith("- ")) {
                return line.substring(2);
            }
            if (line.startsWith("-")) {
                throw new BadSignatureException(
                        "its signed text has a line that begins with a dash and is not escaped", "");
            }
            return line;
        }

        private String next() {
            if (at >= lines.size()) {
                throw new BadSignatureException("its signed text has no end", "the file was cut off on its way");
            }
            return lines.get(at++);
        }
    }
}
