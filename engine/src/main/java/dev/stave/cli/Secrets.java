package dev.stave.cli;

import dev.stave.model.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds the values of secrets: {@code --secret NAME=env:VAR|file:PATH}, then the variable {@code STAVE_SECRET_NAME}, then
 * the file {@code $STAVE_SECRETS_DIR/NAME}. One final newline is not part of a secret. Values are read when they are
 * asked for and kept nowhere.
 */
final class Secrets implements Function<String, Optional<String>> {
    private final Map<String, String> places;
    private final Environment environment;

    /** @throws UsageException where a place is neither {@code env:VAR} nor {@code file:PATH} */
    Secrets(Map<String, String> places, Environment environment) {
        this.places = new TreeMap<>(places);
        this.environment = environment;
        places.forEach((name, place) -> {
            if (!place.startsWith("env:") && !place.startsWith("file:")) {
                throw new UsageException(
                        "--secret " + name + "=… does not say where the secret is",
                        "write --secret " + name + "=env:VARIABLE or --secret " + name + "=file:PATH");
            }
        });
    }

    /** The secret's value; empty where it is nowhere. */
    @Override
    public Optional<String> apply(String name) {
        String place = places.getOrDefault(name, "");
        if (place.startsWith("env:")) {
            return variable(place.substring(4));
        }
        if (place.startsWith("file:")) {
            return file(name, environment.currentFolder().resolve(place.substring(5)));
        }
        Optional<String> own = variable("STAVE_SECRET_" + name);
        String folder = environment.get("STAVE_SECRETS_DIR");
        if (own.isPresent() || folder.isEmpty()) {
            return own;
        }
        return file(name, environment.currentFolder().resolve(folder).resolve(name));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.variables().get(name)).map(Secrets::withoutNewline);
    }

    private static Optional<String> file(String name, Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(withoutNewline(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UsageException(
                    "secret '" + name + "' could not be read from " + file, "check that the file may be read");
        }
    }

    private static String withoutNewline(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
