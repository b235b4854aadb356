package dev.stave.packages.binary;

import java.nio.file.Path;
import java.util.List;

/** A place where binary packages are shared with others. */
public interface Binhost {
    /**
     * Sends packages; those that were built the same way are not sent again. Packages of different keys never meet. What
     * goes wrong is a {@link BinhostException}.
     *
     * @param folder that holds them, with its index
     * @param paths  relative to it
     */
    void push(AbiKey key, Path folder, List<String> paths);
}
