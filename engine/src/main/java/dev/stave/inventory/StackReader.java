package dev.stave.inventory;

import dev.stave.model.StackException;
import java.nio.file.Path;

/** Reads one form of the stack file. */
public interface StackReader {
    /** Whether a file of this name is of this form. */
    boolean reads(String fileName);

    /**
     * Reads the file into a draft without giving it any meaning.
     *
     * @param file    where it is
     * @param shownAs how messages name it: the path as it was given
     * @throws StackException where nothing of it can be read
     */
    Draft read(Path file, String shownAs, Surroundings around) throws StackException;
}
