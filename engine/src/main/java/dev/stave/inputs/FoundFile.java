package dev.stave.inputs;

import dev.stave.model.InputFile;
import java.nio.file.Path;

/**
 * One entry found on disk, its content not read yet.
 *
 * @param path       relative to the stack's folder, with slashes
 * @param file       where it is
 * @param executable whether its owner may execute it
 * @param target     where a link points; empty for what is no link
 * @param mode       permission bits, set-id and sticky bits included
 */
public record FoundFile(
        String path, Path file, InputFile.Kind kind, boolean executable, String target, int mode, FileStamp stamp) {}
