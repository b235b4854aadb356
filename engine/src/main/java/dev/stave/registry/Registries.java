package dev.stave.registry;

import dev.stave.model.HostSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The registries of one run, each opened once: what a stack says of its hosts is honoured, and the limits of a host hold
 * for everybody who talks to it. Safe for many threads.
 */
public final class Registries {
    private final List<HostSpec> hosts;
    private final Function<HostSpec, Registry> http;
    private final Function<Path, Registry> layouts;
    private final Map<String, Registry> byHost = new ConcurrentHashMap<>();
    private final Map<Path, Registry> byFolder = new ConcurrentHashMap<>();

    /**
     * @param hosts   what the stack says of hosts, in its order
     * @param http    opens a registry host
     * @param layouts opens an OCI layout folder whose names are those of {@link #layout}
     */
    public Registries(List<HostSpec> hosts, Function<HostSpec, Registry> http, Function<Path, Registry> layouts) {
        this.hosts = List.copyOf(hosts);
        this.http = http;
        this.layouts = layouts;
    }

    /** The host itself: where images are written to. */
    public Registry target(String host) {
        return byHost.computeIfAbsent(host, h -> http.apply(spec(h)));
    }

    /**
     * Where images of this host are read from: the first host that the stack declares as its mirror, never the host
     * itself then; else the host.
     */
    public Registry source(String host) {
        return target(sourceHost(host));
    }

    /** The name of the host that {@link #source} asks. */
    public String sourceHost(String host) {
        return hosts.stream()
                .filter(h -> host.equals(h.mirrorOf()))
                .map(HostSpec::host)
                .findFirst()
                .orElse(host);
    }

    /** An OCI layout folder. */
    public Registry layout(Path folder) {
        return byFolder.computeIfAbsent(folder.toAbsolutePath().normalize(), layouts);
    }

    private HostSpec spec(String host) {
        return hosts.stream().filter(h -> h.host().equals(host)).findFirst().orElseGet(() -> HostSpec.plain(host));
    }
}
