package dev.stave.registry.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.model.HostException;
import dev.stave.registry.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file of logins as docker and podman write it (containers-auth.json(5)). */
record AuthFile(Path file, JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DOCKER_HUB =
            List.of("index.docker.io", "docker.io", "registry-1.docker.io", "registry.hub.docker.com");

    static AuthFile read(Path file) {
        try {
            return new AuthFile(file, JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    /** The name of the credential helper that is asked for the host; empty where there is none. */
    Optional<String> helper(String host) {
        JsonNode helpers = root.path("credHelpers");
        return keys(host)
                .map(key -> helpers.path(key).asText(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .or(() -> Optional.of(root.path("credsStore").asText("")).filter(n -> !n.isEmpty()))
                .filter(name -> name.matches("[A-Za-z0-9._-]+"));
    }

    /** The login that the file itself holds, its credential helpers left alone. */
    Optional<Login> login(String host) {
        JsonNode auths = root.path("auths");
        return keys(host)
                .map(auths::path)
                .flatMap(entry -> login(entry).stream())
                .findFirst();
    }

    /** The login that the file holds for the repository or the nearest of the namespaces that it is in. */
    Optional<Login> login(String host, String repository) {
        JsonNode auths = root.path("auths");
        return Stream.iterate(repository, r -> !r.isEmpty(), r -> r.substring(0, Math.max(0, r.lastIndexOf('/'))))
                .map(r -> auths.path(host + "/" + r))
                .flatMap(entry -> login(entry).stream())
                .findFirst();
    }

    private Optional<Login> login(JsonNode entry) {
        String token = entry.path("identitytoken").asText("");
        if (!token.isEmpty()) {
            return Optional.of(new Login("", token, true, file.toString()));
        }
        String encoded = entry.path("auth").asText("");
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        String pair = decoded(encoded);
        int colon = pair.indexOf(':');
        if (colon < 1) {
            throw damaged(file, null);
        }
        // docker pads the decoded text with NUL
        String secret = pair.substring(colon + 1).replaceAll("\u0000+$", "");
        return Optional.of(new Login(pair.substring(0, colon), secret, false, file.toString()));
    }

    private String decoded(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    private static HostException damaged(Path file, @org.jspecify.annotations.Nullable Exception cause) {
        // the cause may quote the file
        return new HostException(
                "the auth file '" + file + "' cannot be read or holds no logins as docker and podman write them",
                "write it anew with 'docker login' or 'podman login'",
                cause instanceof java.nio.file.FileSystemException ? cause : null);
    }

    private static Stream<String> keys(String host) {
        List<String> names = host.equals("docker.io") ? DOCKER_HUB : List.of(host);
        return names.stream()
                .flatMap(n -> Stream.of(
                        n,
                        "https://" + n,
                        "https://" + n + "/v1/",
                        "https://" + n + "/v2/",
                        "https://" + n + "/",
                        "http://" + n));
    }
}
