package dev.stave.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The one login that a server takes. */
public record Password(String user, String secret) {
    /** A new one that nobody can guess: 128 random bits. */
    public static Password random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return new Password("stave", HexFormat.of().formatHex(bytes));
    }

    /** Takes the same time however wrong the header is. */
    boolean fits(String authorization) {
        byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
        byte[] wanted = ("Basic " + Base64.getEncoder().encodeToString(pair)).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, authorization.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "password of " + user;
    }
}
