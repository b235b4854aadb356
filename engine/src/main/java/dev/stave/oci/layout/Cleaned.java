package dev.stave.oci.layout;

import java.nio.file.Path;
import java.util.List;

/**
 * What cleaning the store came to.
 *
 * @param freedBytes     by blobs that nothing else links to, and by temporary files
 * @param unreadable     roots that could not be read; the blobs they last held were kept
 */
public record Cleaned(int blobs, int temporaryFiles, long freedBytes, List<Path> unreadable) {
    public Cleaned {
        unreadable = List.copyOf(unreadable);
    }
}
