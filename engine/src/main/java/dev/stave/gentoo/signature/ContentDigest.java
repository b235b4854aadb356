package dev.stave.gentoo.signature;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** The digests that Gentoo's lists name; of MD5 that it finds damage, and nothing more. */
public enum ContentDigest {
    MD5(32),
    SHA256(64),
    SHA512(128),
    BLAKE2B(128);

    private final int hexDigits;

    ContentDigest(int hexDigits) {
        this.hexDigits = hexDigits;
    }

    /** A digest that grows. */
    public interface Running {
        void update(byte[] bytes, int offset, int length);

        byte[] end();
    }

    /** By the word of a digest list or a Manifest. */
    public static Optional<ContentDigest> ofWord(String word) {
        for (ContentDigest digest : values()) {
            if (digest.name().equals(word.toUpperCase(Locale.ROOT))) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isStrong() {
        return this != MD5;
    }

    public boolean fits(String hex) {
        return hex.length() == hexDigits && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    public Running start() {
        return switch (this) {
            case MD5 -> ofJdk("MD5");
            case SHA256 -> ofJdk("SHA-256");
            case SHA512 -> ofJdk("SHA-512");
            case BLAKE2B -> blake2b();
        };
    }

    /** In hexadecimal, small letters. */
    public String of(InputStream in) throws IOException {
        Running running = start();
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            running.update(buffer, 0, count);
        }
        return HexFormat.of().formatHex(running.end());
    }

    private static Running ofJdk(String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            return new Running() {
                @Override
                public void update(byte[] bytes, int offset, int length) {
                    digest.update(bytes, offset, length);
                }

                @Override
                public byte[] end() {
                    return digest.digest();
                }
            };
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static Running blake2b() {
        Blake2bDigest digest = new Blake2bDigest(512);
        return new Running() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public byte[] end() {
                byte[] out = new byte[digest.getDigestSize()];
                digest.doFinal(out, 0);
                return out;
            }
        };
    }
}
