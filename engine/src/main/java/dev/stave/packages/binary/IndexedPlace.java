package dev.stave.packages.binary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Somewhere that a folder of packages with its index can be brought to. */
interface IndexedPlace {
    /** The index that is there; empty where there is none. */
    Optional<String> index() throws IOException;

    /** Adds all files of a folder, the index {@code Packages} last, so that it never names what is not there. */
    void add(Path staged) throws IOException;
}
