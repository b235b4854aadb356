package dev.stave.oci.layer;

import dev.stave.oci.ImageException;
import dev.stave.oci.MediaTypes;

/** How a layer is compressed. */
public enum Compression {
    /** What every engine and registry takes. */
    GZIP("gzip", MediaTypes.OCI_LAYER_GZIP),
    /** Smaller and much faster; not for engines before 2020. */
    ZSTD("zstd", MediaTypes.OCI_LAYER_ZSTD);

    private final String word;
    private final String mediaType;

    Compression(String word, String mediaType) {
        this.word = word;
        this.mediaType = mediaType;
    }

    /** By its word in the stack file. */
    public static Compression named(String word) {
        for (Compression compression : values()) {
            if (compression.word.equals(word)) {
                return compression;
            }
        }
        throw new ImageException("layers cannot be compressed with '" + word + "'", "write gzip or zstd");
    }

    /** The media type of a layer that is compressed so. */
    public String mediaType() {
        return mediaType;
    }
}
