package dev.stave.registry.auth;

import dev.stave.model.HostException;
import dev.stave.model.HostSpec;
import dev.stave.registry.Credentials;
import dev.stave.registry.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the stack says of a host comes first, its user name and secret or its auth file; else the user's own auth files.
 */
public final class HostCredentials implements Credentials {
    private final AuthPlaces places;
    private final Map<String, String> environment;
    private final Stack stack;

    /**
     * What the stack brings along.
     *
     * @param folder  that of the stack file
     * @param secrets the value of a secret by its name
     * @param helpers whether credential helpers that its auth files name may run; reading and planning run none
     */
    public record Stack(Path folder, Function<String, String> secrets, boolean helpers) {}

    /** @param environment for credential helpers */
    public HostCredentials(AuthPlaces places, Map<String, String> environment, Stack stack) {
        this.places = places;
        this.environment = Map.copyOf(environment);
        this.stack = stack;
    }

    @Override
    public Optional<Login> login(HostSpec host) {
        if (host.username() != null && host.password() != null) {
            String origin = "host '" + host.host() + "' of the stack";
            return Optional.of(new Login(host.username(), stack.secrets().apply(host.password()), false, origin));
        }
        if (host.authFile() != null) {
            return ofStack(host, stack.folder().resolve(host.authFile()));
        }
        return places.files().stream()
                .filter(Files::isRegularFile)
                .flatMap(f -> helped(f, host.host()).stream())
                .findFirst();
    }

    private Optional<Login> ofStack(HostSpec host, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new HostException(
                    "the auth file '" + file + "' of host '" + host.host() + "' does not exist",
                    "write it with 'docker --config DIR login " + host.host() + "', or correct 'auth'");
        }
        return stack.helpers() ? helped(file, host.host()) : new AuthFile(file).login(host.host());
    }

    private Optional<Login> helped(Path path, String host) {
        AuthFile file = new AuthFile(path);
        return file.helper(host)
                .flatMap(name -> new CredentialHelper(name, path, environment).login(host))
                .or(() -> file.login(host));
    }
}
