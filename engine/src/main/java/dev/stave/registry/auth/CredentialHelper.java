package dev.stave.registry.auth;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import dev.stave.model.HostException;
import dev.stave.registry.Login;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program {@code docker-credential-NAME} that an auth file names (docker-credential-helpers), run by jib-core.
 *
 * @param file        the auth file
 * @param environment where PATH leads to the program; given to it
 */
record CredentialHelper(String name, Path file, Map<String, String> environment) {
    /** What docker stores its own hub's login under, and what other tools do. */
    private static final List<String> DOCKER_HUB =
            List.of("https://index.docker.io/v1/", "index.docker.io", "docker.io");

    /** Empty where the helper knows no login for the host. */
    Optional<Login> login(String host) {
        Path program = program();
        List<String> servers = host.equals("docker.io") ? DOCKER_HUB : List.of(host);
        return servers.stream().flatMap(s -> ask(program, s).stream()).findFirst();
    }

    private Optional<Login> ask(Path program, String server) {
        try {
            return Optional.of(login(new DockerCredentialHelper(server, program, environment).retrieve()));
        } catch (CredentialHelperUnhandledServerUrlException e) {
            return Optional.empty();
        } catch (CredentialHelperNotFoundException | IOException e) {
            throw new HostException(
                    "the credential helper '" + program + "' gave no login for " + server + ": " + e.getMessage(),
                    "it is named by '" + file + "'; try: echo " + server + " | " + program + " get",
                    e);
        }
    }

    private Login login(Credential credential) {
        String origin = "docker-credential-" + name;
        return credential.isOAuth2RefreshToken()
                ? new Login("", credential.getPassword(), true, origin)
                : new Login(credential.getUsername(), credential.getPassword(), false, origin);
    }

    private Path program() {
        String path = environment.getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "docker-credential-" + name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new HostException(
                        "the credential helper 'docker-credential-" + name + "' that '" + file
                                + "' names is not in PATH",
                        "install it, or take it out of that file and log in again"));
    }
}
