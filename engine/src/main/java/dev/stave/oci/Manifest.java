package dev.stave.oci;

import dev.stave.model.Digest;
import java.util.Arrays;

/**
 * A manifest or an index exactly as its bytes are. Digests are of these bytes; nothing is ever written anew from a
 * parsed form. {@link ManifestReader} gives a view of what is in it.
 */
public final class Manifest {
    private final String mediaType;
    private final byte[] bytes;
    private final Digest digest;

    public Manifest(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes.clone();
        this.digest = Digest.of(bytes);
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public Digest digest() {
        return digest;
    }

    public boolean isIndex() {
        return MediaTypes.isIndex(mediaType);
    }

    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that && mediaType.equals(that.mediaType) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return mediaType + " " + digest;
    }
}
