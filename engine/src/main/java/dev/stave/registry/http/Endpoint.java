package dev.stave.registry.http;

import dev.stave.http.Origins;
import dev.stave.model.EngineException;
import dev.stave.model.HostSpec;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a registry is reached, and which other addresses it may send us to.
 *
 * @param name   as people write it, such as {@code docker.io}
 * @param origin scheme, host and port
 */
record Endpoint(String name, URI origin) {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?");
    private static final String DOCKER_HUB = "registry-1.docker.io";

    static Endpoint of(HostSpec host) {
        String name = host.host();
        if (!NAME.matcher(name).matches()) {
            throw new EngineException("'" + name + "' is not a registry host", "write HOST or HOST:PORT");
        }
        String address = name.equals("docker.io") ? DOCKER_HUB : name;
        boolean plain = host.insecure() || (Origins.isLoopbackName(address) && host.ca() == null);
        return new Endpoint(name, URI.create((plain ? "http://" : "https://") + address));
    }

    boolean plain() {
        return "http".equals(origin.getScheme());
    }

    URI at(String pathAndQuery) {
        return URI.create(origin + pathAndQuery);
    }

    boolean isHome(URI uri) {
        return Origins.same(origin, uri);
    }

    /** Why we do not go to an address that the registry names; empty where we do. */
    Optional<String> objection(URI target) {
        if (isHome(target)) {
            return Optional.empty();
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        if (target.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("that is no http address");
        }
        if (scheme.equals("http") && !plain()) {
            return Optional.of("that leads from https to plain http");
        }
        if (Origins.isInternal(target.getHost()) && !Origins.isInternal(origin.getHost())) {
            return Optional.of("that is an address of this machine or its link, and the registry is elsewhere");
        }
        return Optional.empty();
    }
}
