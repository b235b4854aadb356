package dev.stave.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.container.BuildContainerOrder;
import dev.stave.container.BuildContainerOrder.Network;
import dev.stave.container.Capabilities;
import dev.stave.container.ContainerException;
import dev.stave.container.ContainerRun;
import dev.stave.container.MountCheck;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Asks an engine for a container that waits. Neither labels nor environment are set on it, since a committed image would
 * have them: the container's name says whose it is, and each command brings its environment along.
 */
final class KeptOrder {
    /** sh reaps what commands leave behind while it waits for sleep. */
    private static final List<String> WAITING = List.of("sh", "-c", "while sleep 86400; do :; done");

    private static final long SHARED_MEMORY = 1L << 30;
    private static final long UNLIMITED = -1;

    private final ApiConnection api;
    private final BuildContainerOrder order;

    KeptOrder(ApiConnection api, BuildContainerOrder order) {
        this.api = api;
        this.order = order;
    }

    KeptContainer.Kept start() {
        JsonNode image =
                api.ask("GET", "/images/" + order.image() + "/json", null).path("Config");
        Map<String, Object> container = new TreeMap<>();
        container.put("Image", order.image());
        // set only where the image has one: Docker cannot commit an image without an entrypoint that the container has
        if (!words(image.path("Entrypoint")).isEmpty()) {
            container.put("Entrypoint", WAITING.subList(0, 1));
        }
        container.put("Cmd", container.containsKey("Entrypoint") ? WAITING.subList(1, WAITING.size()) : WAITING);
        container.put("HostConfig", host());
        String name = order.owner().containerName(UUID.randomUUID().toString().substring(0, 8));
        String id = api.ask(
                        "POST", "/containers/create?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), container)
                .path("Id")
                .asText();
        begin(id);
        return new KeptContainer.Kept(id, words(image.path("Entrypoint")), words(image.path("Cmd")));
    }

    private void begin(String id) {
        try {
            api.ask("POST", "/containers/" + id + "/start", null);
        } catch (RuntimeException e) {
            boolean interrupted = Thread.interrupted();
            ApiEngine.ignoringGone(
                    () -> api.docker().removeContainerCmd(id).withForce(true).exec());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (e instanceof ContainerException refusal
                    && ApiContainer.startFailure(refusal.what()).isPresent()) {
                throw new ContainerException(
                        "'" + order.image() + "' has no sh, so no container of it can be kept open: " + refusal.what(),
                        "",
                        refusal);
            }
            throw e;
        }
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private Map<String, Object> host() {
        Map<String, Object> host = new TreeMap<>();
        host.put("CapAdd", order.capabilities());
        if (order.capabilities().contains(Capabilities.ALL)) {
            host.put("CapDrop", Capabilities.withheld());
        }
        host.put(
                "Mounts",
                MountCheck.ordered(order.mounts()).stream()
                        .map(KeptOrder::mount)
                        .toList());
        host.put("ShmSize", SHARED_MEMORY);
        if (order.network() != Network.ENGINE) {
            host.put("NetworkMode", order.network() == Network.NONE ? "none" : "host");
        }
        if (api.isPodman()) {
            // its own defaults may be higher than what the host allows, and then no container starts
            host.put("Ulimits", HostLimits.read().stream().map(KeptOrder::limit).toList());
            host.put("PidsLimit", UNLIMITED);
        }
        return host;
    }

    private static Map<String, Object> limit(HostLimits.Limit limit) {
        return Map.of("Name", limit.name(), "Soft", limit.count(), "Hard", limit.count());
    }

    private static Map<String, Object> mount(ContainerRun.Mount mount) {
        return Map.of(
                "Type",
                "bind",
                "Source",
                mount.source().toAbsolutePath().toString(),
                "Target",
                mount.target(),
                "ReadOnly",
                !mount.writable());
    }
}
