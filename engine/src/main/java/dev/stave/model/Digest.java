package dev.stave.model;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A SHA-256 content digest in the form {@code sha256:HEX} (OCI image-spec, descriptor.md, "Digests"). */
public record Digest(String hex) implements Comparable<Digest> {
    private static final String ALGORITHM = "sha256:";
    private static final int HEX_DIGITS = 64;

    public Digest {
        if (hex.length() != HEX_DIGITS) {
            throw new IllegalArgumentException("not a SHA-256 in hex: " + hex);
        }
    }

    /** Reads {@code sha256:HEX}; anything else is empty. */
    public static Optional<Digest> tryParse(String text) {
        if (text.length() != ALGORITHM.length() + HEX_DIGITS || !text.startsWith(ALGORITHM)) {
            return Optional.empty();
        }
        for (int i = ALGORITHM.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(new Digest(text.substring(ALGORITHM.length())));
    }

    /** @throws EngineException where the text is no {@code sha256:HEX} */
    public static Digest parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new EngineException(
                        "'" + text + "' is not a digest that Stave knows", "a digest is sha256: and 64 hex digits"));
    }

    public static Digest of(byte[] bytes) {
        return ofRaw(sha256().digest(bytes));
    }

    /** The digest whose raw 32 bytes these are. */
    private static Digest ofRaw(byte[] raw) {
        return new Digest(HexFormat.of().formatHex(raw));
    }

    /** Takes what the message digest has seen; resets it. */
    public static Digest of(MessageDigest digest) {
        return ofRaw(digest.digest());
    }

    /** Reads the stream to its end; the caller closes it. */
    public static Digest of(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return of(digest);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first twelve hex digits, for people. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    // written out, as in ImageName: linking a record's own takes long

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && hex.equals(digest.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return ALGORITHM + hex;
    }
}
