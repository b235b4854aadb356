package dev.stave.registry.auth;

import dev.stave.model.HostException;
import dev.stave.model.HostSpec;
import dev.stave.registry.Credentials;
import dev.stave.registry.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the stack says of a host comes first, its user name and secret or its auth file; else the user's own auth files.
 */
public final class HostCredentials implements Credentials {
    private final AuthPlaces places;
    private final Map<String, String> environment;
    private final Stack stack;
    private final Map<Path, AuthFile> files = new ConcurrentHashMap<>();
    /** By auth file and host: a helper is run once for each. */
    private final Map<String, Optional<Login>> helped = new ConcurrentHashMap<>();

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
    public Optional<Login> login(HostSpec host, String repository) {
        if (host.username() != null && host.password() != null) {
            String origin = "host '" + host.host() + "' of the stack";
            return Optional.of(new Login(host.username(), stack.secrets().apply(host.password()), false, origin));
        }
        if (host.authFile() != null) {
            return ofStack(host, repository, stack.folder().resolve(host.authFile()));
        }
        return places.files().stream()
                .filter(Files::isRegularFile)
                .flatMap(f -> in(f, host.host(), repository, true).stream())
                .findFirst();
    }

    private Optional<Login> ofStack(HostSpec host, String repository, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new HostException(
                    "the auth file '" + file + "' of host '" + host.host() + "' does not exist",
                    "write it with 'docker --config DIR login " + host.host() + "', or correct 'auth'");
        }
        return in(file, host.host(), repository, stack.helpers());
    }

    private Optional<Login> in(Path path, String host, String repository, boolean helpers) {
        AuthFile file = files.computeIfAbsent(path, AuthFile::read);
        return file.login(host, repository)
                .or(() ->
                        helpers ? helped.computeIfAbsent(path + " " + host, k -> helped(file, host)) : Optional.empty())
                .or(() -> file.login(host));
    }

    private Optional<Login> helped(AuthFile file, String host) {
        return file.helper(host).flatMap(name -> new CredentialHelper(name, file.file(), environment).login(host));
    }
}
