package dev.stave.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run, without a shell.
 *
 * @param argv        program and arguments
 * @param folder      working folder; null for the engine's own
 * @param environment what is added to the environment, or all of it where {@code clean}
 * @param clean       whether the program sees {@code environment} alone
 * @param timeout     after which the whole process tree is killed
 * @param secrets     texts that are masked in everything the program prints and in messages about it
 */
public record Command(
        List<String> argv,
        @Nullable Path folder,
        Map<String, String> environment,
        boolean clean,
        Duration timeout,
        List<String> secrets) {
    private static final Duration LONG = Duration.ofHours(12);

    public Command {
        argv = List.copyOf(argv);
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        secrets = List.copyOf(secrets);
    }

    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    public static Command of(List<String> argv) {
        return new Command(argv, null, Map.of(), false, LONG, List.of());
    }

    public Command in(Path newFolder) {
        return new Command(argv, newFolder, environment, clean, timeout, secrets);
    }

    public Command with(Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(added);
        return new Command(argv, folder, all, clean, timeout, secrets);
    }

    /** The program sees exactly this environment. */
    public Command withOnly(Map<String, String> whole) {
        return new Command(argv, folder, whole, true, timeout, secrets);
    }

    public Command within(Duration newTimeout) {
        return new Command(argv, folder, environment, clean, newTimeout, secrets);
    }

    public Command masking(List<String> newSecrets) {
        return new Command(argv, folder, environment, clean, timeout, newSecrets);
    }
}
