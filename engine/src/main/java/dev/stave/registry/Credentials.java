package dev.stave.registry;

import dev.stave.model.HostSpec;
import java.util.Optional;

/**
 * Finds logins for registries. Asked only once a registry wants one; may read files and run credential helpers. Safe
 * for many threads.
 */
@FunctionalInterface
public interface Credentials {
    /** Everybody is anonymous. */
    Credentials NONE = (host, repository) -> Optional.empty();

    /**
     * Empty where nothing is known: the registry is then asked anonymously.
     *
     * @param repository path below the host; a login may be for a part of a host; empty for what concerns no repository
     */
    Optional<Login> login(HostSpec host, String repository);
}
