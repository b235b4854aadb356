package dev.stave.oci;

import java.io.IOException;
import java.io.InputStream;

/** Opens the same bytes again from an offset, as often as a transfer has to begin anew. */
@FunctionalInterface
public interface BlobSource {
    /** The caller closes the stream. */
    InputStream openAt(long offsetBytes) throws IOException;
}
