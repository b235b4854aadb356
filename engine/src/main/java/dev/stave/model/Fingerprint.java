package dev.stave.model;

/** A digest over a declaration and all it depends on; what is covered is fixed in {@code dev.stave.plan}. */
public record Fingerprint(Digest digest) {
    public static Fingerprint parse(String text) {
        return new Fingerprint(Digest.parse(text));
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
