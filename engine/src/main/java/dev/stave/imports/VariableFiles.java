package dev.stave.imports;

import dev.stave.inventory.Draft;
import java.nio.file.Path;

/** Reads a YAML file whose root is a map, its scalars kept as they are written. */
public interface VariableFiles {
    /**
     * @param shownAs how messages name the file
     * @throws dev.stave.model.EngineException where it cannot be read
     */
    Draft read(Path file, String shownAs);
}
