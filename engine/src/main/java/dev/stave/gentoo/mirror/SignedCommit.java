package dev.stave.gentoo.mirror;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A commit object with its signature taken out: the header {@code gpgsig}, whose further lines begin with a blank (git,
 * "signature-format").
 */
final class SignedCommit {
    private final byte[] payload;
    private final byte[] signature;

    private SignedCommit(byte[] payload, byte[] signature) {
        this.payload = payload;
        this.signature = signature;
    }

    InputStream payload() {
        return new ByteArrayInputStream(payload);
    }

    boolean isSigned() {
        return signature.length > 0;
    }

    byte[] signature() {
        return signature.clone();
    }

    static SignedCommit parse(byte[] commit) {
        String text = new String(commit, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String headers = end < 0 ? text : text.substring(0, end + 1);
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        StringBuilder signature = new StringBuilder();
        boolean inSignature = false;
        for (String line : headers.split("(?<=\n)")) {
            boolean begins = line.startsWith("gpgsig ");
            inSignature = begins || (inSignature && line.startsWith(" "));
            if (inSignature) {
                signature.append(line.substring(begins ? 7 : 1));
            } else {
                payload.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        payload.writeBytes(text.substring(headers.length()).getBytes(StandardCharsets.ISO_8859_1));
        return new SignedCommit(payload.toByteArray(), signature.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
