package dev.stave.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the stack is going to lie in: paths in the stack, and in notes about it, begin there. */
public record StackFolder(Path folder) {
    public StackFolder {
        folder = folder.toAbsolutePath().normalize();
    }

    /** As the stack writes it, with slashes. */
    public String path(Path file) {
        String path = folder.relativize(file.toAbsolutePath().normalize()).toString();
        return path.isEmpty() ? "." : path.replace('\\', '/');
    }

    /** @throws dev.stave.model.UsageException where it cannot be read as UTF-8 */
    public static String text(Path file) {
        try {
            // a letter that is not UTF-8, in a comment say, is no reason to refuse a whole stack
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new dev.stave.model.UsageException(file + ": the file cannot be read: " + e.getMessage(), "");
        }
    }

    /** What is directly in a folder, by name; nothing where there is no such folder. */
    public static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new dev.stave.model.UsageException(folder + ": the folder cannot be read: " + e.getMessage(), "");
        }
    }
}
