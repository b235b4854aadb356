package dev.stave.container.detect;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of this host decides which engines are found, read once at the edge.
 *
 * @param environment   the environment's variables
 * @param dockerSocket  where Docker answers when DOCKER_HOST says nothing
 * @param podmanSocket  where Podman's system service answers when CONTAINER_HOST says nothing
 * @param folder        for a socket of our own; its path must be short (unix(7): 108 bytes)
 */
public record EngineSurroundings(Map<String, String> environment, Path dockerSocket, Path podmanSocket, Path folder) {
    public EngineSurroundings {
        environment = new TreeMap<>(environment);
    }

    public static EngineSurroundings of(Map<String, String> environment) {
        return new EngineSurroundings(
                environment,
                Path.of("/var/run/docker.sock"),
                Path.of("/run/podman/podman.sock"),
                Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", environment.getOrDefault("TMPDIR", "/tmp"))));
    }
}
