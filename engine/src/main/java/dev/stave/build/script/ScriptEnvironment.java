package dev.stave.build.script;

import dev.stave.build.BuildOrder;
import dev.stave.container.EngineInfo;
import dev.stave.model.Source;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a script sees of its surroundings.
 *
 * <p>{@code STAVE_PARENT} is {@code oci:FOLDER}, an OCI image layout that holds the parent's platform as its only image,
 * such as skopeo, buildah and Podman take it; it is empty where there is no parent. {@code STAVE_STACK_DIR}, where the
 * script starts, is a copy of the stack's folder that holds the inputs alone. {@code STAVE_VERSION} is empty where the
 * version is not known before the build. On the host {@code STAVE_ENGINE} is {@code docker}, {@code podman} or {@code
 * buildah}, the engine in which {@code STAVE_IMAGE} is looked for, and its client is told where that one answers.
 */
final class ScriptEnvironment {
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> PROXIES = List.of(
            "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy");

    /** What the clients of container engines need to reach the one that Stave uses. */
    private static final List<String> CLIENTS =
            List.of("XDG_RUNTIME_DIR", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "CONTAINERS_STORAGE_CONF");

    private static final Map<String, String> ADDRESSES = Map.of("docker", "DOCKER_HOST", "podman", "CONTAINER_HOST");

    private final Map<String, String> surroundings;
    private final @Nullable EngineInfo engine;

    /**
     * @param surroundings the engine's own environment; {@code PATH} and proxies are taken from it
     * @param engine       the container engine that Stave uses; null where there is none
     */
    ScriptEnvironment(Map<String, String> surroundings, @Nullable EngineInfo engine) {
        this.surroundings = surroundings;
        this.engine = engine;
    }

    /** For a script on this host. */
    SortedMap<String, String> onHost(BuildOrder order, Places places, String image) {
        SortedMap<String, String> all = inside(order, places, image);
        all.put("PATH", surroundings.getOrDefault("PATH", USUAL_PATH));
        if (engine != null) {
            all.put("STAVE_ENGINE", engine.kind());
            inherit(CLIENTS, all);
            String address = ADDRESSES.get(engine.kind());
            if (address != null) {
                all.put(address, engine.endpoint());
            }
        }
        return all;
    }

    private void inherit(List<String> names, SortedMap<String, String> all) {
        for (String name : names) {
            String value = surroundings.get(name);
            if (value != null) {
                all.put(name, value);
            }
        }
    }

    /** For a script in a container, whose {@code PATH} is that of its image. */
    SortedMap<String, String> inside(BuildOrder order, Places places, String image) {
        SortedMap<String, String> all = new TreeMap<>();
        inherit(PROXIES, all);
        all.putAll(Map.of(
                "HOME", places.home(),
                "TMPDIR", places.temporary(),
                "LANG", "C.UTF-8",
                "TZ", "UTC",
                "SOURCE_DATE_EPOCH", Long.toString(order.created().getEpochSecond())));
        all.putAll(Map.of(
                "STAVE_STACK_DIR", places.stack(),
                "STAVE_NAME", order.image().name().toString(),
                "STAVE_VERSION", order.version(),
                "STAVE_PLATFORM", order.platform().toString(),
                "STAVE_PARENT", order.parent() == null ? "" : "oci:" + places.parent(),
                "STAVE_ROOTFS", places.rootfs(),
                "STAVE_ARCHIVE", places.archive(),
                "STAVE_IMAGE", image));
        return all;
    }

    /** The declared secrets, by the variable that each is handed over in. */
    static SortedMap<String, String> secrets(BuildOrder order, Source.Script script) {
        SortedMap<String, String> values = new TreeMap<>();
        script.secrets()
                .forEach(
                        (variable, name) -> values.put(variable, order.secrets().apply(name)));
        return values;
    }
}
