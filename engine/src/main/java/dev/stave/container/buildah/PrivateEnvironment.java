package dev.stave.container.buildah;

import dev.stave.container.ContainerException;
import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Variables for a command in a container by way of a file: {@code buildah run --env} would show them in the process list.
 * The file is mounted where buildah puts one of its own, so that no trace of it is in a committed image.
 */
final class PrivateEnvironment implements AutoCloseable {
    private static final String INSIDE = "/etc/hostname";
    private static final String SOURCING = ". " + INSIDE + "; exec \"$@\"";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<Path> files;

    private PrivateEnvironment(List<Path> files) {
        this.files = files;
    }

    /** @param folder seen by this user alone; made where it is not there */
    static PrivateEnvironment of(SortedMap<String, String> variables, Path folder) {
        if (variables.isEmpty()) {
            return new PrivateEnvironment(List.of());
        }
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new ContainerException(
                        "'" + name + "' cannot be a variable of a command that buildah runs",
                        "use letters, digits and underscores",
                        null);
            }
            text.append("export ")
                    .append(name)
                    .append("='")
                    .append(value.replace("'", "'\\''"))
                    .append("'\n");
        });
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path file = Files.createTempFile(folder, "environment", "");
            Files.writeString(file, text);
            // whoever the command runs as reads it inside; outside the folder hides it
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            return new PrivateEnvironment(List.of(file));
        } catch (IOException e) {
            throw new HostException("the environment of a command could not be written to '" + folder + "'", "", e);
        }
    }

    List<String> options() {
        List<String> words = new ArrayList<>();
        files.forEach(file -> words.addAll(List.of("--volume", file + ":" + INSIDE + ":ro")));
        return words;
    }

    List<String> wrapping(List<String> command) {
        if (files.isEmpty()) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("sh", "-c", SOURCING, "sh"));
        words.addAll(command);
        return words;
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new HostException("'" + file + "' could not be removed", "", e);
            }
        }
    }
}
