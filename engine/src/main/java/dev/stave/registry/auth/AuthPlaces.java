package dev.stave.registry.auth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The auth files of a user, the first that knows a host wins.
 *
 * @param files need not exist
 */
public record AuthPlaces(List<Path> files) {
    public AuthPlaces {
        files = List.copyOf(files);
    }

    /**
     * What REGISTRY_AUTH_FILE and DOCKER_CONFIG name, then podman's and docker's usual files (containers-auth.json(5),
     * docker-login(1)).
     */
    public static AuthPlaces from(Map<String, String> environment) {
        List<Path> files = new ArrayList<>();
        variable(environment, "REGISTRY_AUTH_FILE").ifPresent(files::add);
        variable(environment, "DOCKER_CONFIG").ifPresent(d -> files.add(d.resolve("config.json")));
        variable(environment, "XDG_RUNTIME_DIR").ifPresent(d -> files.add(d.resolve("containers/auth.json")));
        Optional<Path> home = variable(environment, "HOME");
        variable(environment, "XDG_CONFIG_HOME")
                .or(() -> home.map(h -> h.resolve(".config")))
                .ifPresent(d -> files.add(d.resolve("containers/auth.json")));
        home.ifPresent(h -> files.add(h.resolve(".docker/config.json")));
        return new AuthPlaces(files);
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(v -> !v.isBlank())
                .map(Path::of);
    }
}
