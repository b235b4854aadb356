package dev.stave.model;

import org.jspecify.annotations.Nullable;

/** A digest over a declaration and all it depends on; what is covered is fixed in {@code dev.stave.plan}. */
public record Fingerprint(Digest digest) {
    public static Fingerprint parse(String text) {
        return new Fingerprint(Digest.parse(text));
    }

    // written out, as in ImageName: linking a record's own takes long

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint fingerprint && digest.equals(fingerprint.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
