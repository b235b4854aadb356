package dev.stave.http;

import dev.stave.model.UsageException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a request goes through, as HTTP_PROXY, HTTPS_PROXY and NO_PROXY say it (either case; the small one wins, as
 * in curl). Loopback is never proxied.
 *
 * @param http    for http addresses; null for none
 * @param https   for https addresses; null for none
 * @param noProxy host names, domains (with or without a leading dot), addresses, address/prefix, each with an optional
 *                port; {@code *} for all
 */
public record Proxies(@Nullable URI http, @Nullable URI https, List<String> noProxy) {
    public static final Proxies NONE = new Proxies(null, null, List.of());

    public Proxies {
        noProxy = List.copyOf(noProxy);
    }

    /** @throws UsageException where a variable holds no proxy address */
    public static Proxies from(Map<String, String> environment) {
        String bypass = variable(environment, "NO_PROXY").orElse("");
        List<String> hosts = List.of(bypass.toLowerCase(Locale.ROOT).strip().split("[,\\s]+"));
        return new Proxies(
                proxy(environment, "HTTP_PROXY"),
                proxy(environment, "HTTPS_PROXY"),
                hosts.stream().filter(h -> !h.isEmpty()).toList());
    }

    /** The proxy for an address; null for none. */
    public @Nullable URI proxyFor(URI target) {
        String host = String.valueOf(target.getHost()).toLowerCase(Locale.ROOT);
        if (Origins.isLoopbackName(host) || noProxy.stream().anyMatch(entry -> bypasses(entry, host, target))) {
            return null;
        }
        return "https".equalsIgnoreCase(target.getScheme()) ? https : http;
    }

    /** The value of a Proxy-Authorization header for an address, where its proxy's URL holds a user. */
    Optional<String> authorization(URI target) {
        URI proxy = proxyFor(target);
        String user = proxy == null ? null : proxy.getUserInfo();
        return Optional.ofNullable(user)
                .map(u -> "Basic " + Base64.getEncoder().encodeToString(u.getBytes(StandardCharsets.UTF_8)));
    }

    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                URI proxy = proxyFor(uri);
                return List.of(
                        proxy == null
                                ? Proxy.NO_PROXY
                                : new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port(proxy))));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, java.io.IOException failure) {
                // the request itself fails and says so
            }
        };
    }

    private static boolean bypasses(String entry, String host, URI target) {
        if (entry.equals("*")) {
            return true;
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && entry.indexOf(':') == colon) {
            if (!entry.substring(colon + 1).equals(String.valueOf(port(target)))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        if (name.indexOf('/') > 0) {
            return AddressBlock.tryParse(name).map(block -> block.holds(host)).orElse(false);
        }
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        String bare = domain.startsWith(".") ? domain.substring(1) : domain;
        return host.equals(bare) || host.endsWith("." + bare);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static @Nullable URI proxy(Map<String, String> environment, String name) {
        Optional<String> value = variable(environment, name);
        if (value.isEmpty()) {
            return null;
        }
        String text = value.get().contains("://") ? value.get() : "http://" + value.get();
        URI uri = parsed(text);
        if (uri == null || uri.getHost() == null) {
            throw new UsageException(name + " does not hold the address of a proxy", "write http://HOST:PORT");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw new UsageException(
                    name + " names a proxy of the kind '" + uri.getScheme() + "'", "only http:// proxies are known");
        }
        return uri;
    }

    private static @Nullable URI parsed(String text) {
        try {
            return new URI(text);
        } catch (java.net.URISyntaxException e) {
            return null;
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.getOrDefault(name.toLowerCase(Locale.ROOT), environment.get(name)))
                .filter(v -> !v.isBlank())
                .map(String::strip);
    }
}
