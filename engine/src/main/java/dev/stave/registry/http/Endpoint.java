package dev.stave.registry.http;

import dev.stave.model.EngineException;
import dev.stave.model.HostSpec;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
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
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final String DOCKER_HUB = "registry-1.docker.io";

    static Endpoint of(HostSpec host) {
        String name = host.host();
        if (!NAME.matcher(name).matches()) {
            throw new EngineException("'" + name + "' is not a registry host", "write HOST or HOST:PORT");
        }
        String address = name.equals("docker.io") ? DOCKER_HUB : name;
        boolean plain = host.insecure() || (isLoopbackName(address) && host.ca() == null);
        return new Endpoint(name, URI.create((plain ? "http://" : "https://") + address));
    }

    boolean plain() {
        return "http".equals(origin.getScheme());
    }

    URI at(String pathAndQuery) {
        return URI.create(origin + pathAndQuery);
    }

    boolean isHome(URI uri) {
        return sameOrigin(origin, uri);
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
        if (isInternal(target.getHost()) && !isInternal(origin.getHost())) {
            return Optional.of("that is an address of this machine or its link, and the registry is elsewhere");
        }
        return Optional.empty();
    }

    static boolean isLoopbackName(String hostAndPort) {
        String host = hostAndPort.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK.matcher(host).matches();
    }

    static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(String.valueOf(other.getScheme()))
                && String.valueOf(one.getHost()).equalsIgnoreCase(String.valueOf(other.getHost()))
                && port(one) == port(other);
    }

    /** Scheme, host and port alone: queries of redirects are signatures. */
    static String originOf(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }

    private static boolean isInternal(String host) {
        if (isLoopbackName(host)) {
            return true;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress()) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            // a name that only the proxy knows: the proxy's own rules decide
            return false;
        }
    }
}
