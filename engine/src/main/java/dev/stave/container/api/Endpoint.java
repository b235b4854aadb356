package dev.stave.container.api;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine's API answers.
 *
 * @param address      {@code unix:///PATH} or {@code tcp://HOST:PORT}
 * @param certificates a folder with ca.pem, cert.pem and key.pem where TLS is spoken; else null
 */
public record Endpoint(URI address, @Nullable Path certificates) {
    /** A socket on this host. */
    public static Endpoint socket(Path file) {
        return new Endpoint(URI.create("unix://" + file.toAbsolutePath()), null);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
