package dev.stave.inputs;

import dev.stave.model.InputFile;
import dev.stave.model.Problem;
import java.util.List;

/**
 * All files that can change an image's bytes.
 *
 * @param files    by path
 * @param problems what is missing or cannot be an input; where there are any, {@code files} is not whole
 */
public record Inputs(List<InputFile> files, List<Problem> problems) {
    public Inputs {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }
}
