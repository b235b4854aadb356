package dev.stave.process;

import dev.stave.model.HostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the file of a program, as a shell does. */
public final class Program {
    private static final String NO_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Program() {}

    /** The first executable file of this name in the folders of {@code PATH}. */
    public static Optional<Path> find(String name, Map<String, String> environment) {
        return findAll(name, environment).stream().findFirst();
    }

    /** Every executable file of this name in the folders of {@code PATH}, in their order. */
    public static List<Path> findAll(String name, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", NO_PATH).split(":"))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder, name))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(Path::toAbsolutePath)
                .distinct()
                .toList();
    }

    /** @param folder what a path that is not absolute starts from */
    static Path locate(String name, @Nullable Path folder, Map<String, String> environment) {
        if (name.indexOf('/') < 0) {
            return find(name, environment)
                    .orElseThrow(() -> new HostException(
                            "cannot run '" + name + "': '" + name + "' is not installed or not in PATH",
                            "install '" + name + "' or add its folder to PATH"));
        }
        Path file = (folder == null ? Path.of("") : folder).resolve(name).toAbsolutePath();
        if (!Files.exists(file)) {
            throw new HostException("cannot run '" + name + "': there is no such file", "look at the path");
        }
        if (!Files.isExecutable(file) || Files.isDirectory(file)) {
            throw new HostException("cannot run '" + name + "': it is not executable", "run chmod +x on it");
        }
        return file;
    }
}
