package dev.stave.oci;

import dev.stave.model.HostException;
import java.io.IOException;

/** The sentence for a store that cannot be read or written. */
final class StoreFailure {
    private StoreFailure() {}

    static HostException of(IOException cause) {
        return new HostException(
                "the store could not be read or written: " + cause.getMessage(),
                "free disk space or set STAVE_HOME to another file system; nothing that was released is lost",
                cause);
    }
}
