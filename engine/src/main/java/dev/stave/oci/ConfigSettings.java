package dev.stave.oci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.model.ImageSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lays a stack's settings over the {@code config} block of an image, by the rules of a Dockerfile's instructions. */
final class ConfigSettings {
    private ConfigSettings() {}

    static void apply(ImageSettings settings, ObjectNode config) {
        applyWords(settings, config);
        applyEnv(settings.env(), config);
        settings.labels()
                .forEach((name, value) -> config.withObjectProperty("Labels").put(name, value));
        settings.ports().forEach(port -> config.withObjectProperty("ExposedPorts")
                .putObject(port.contains("/") ? port : port + "/tcp"));
        settings.volumes().forEach(path -> config.withObjectProperty("Volumes").putObject(path));
        if (settings.user() != null) {
            config.put("User", settings.user());
        }
        if (settings.workdir() != null) {
            config.put("WorkingDir", settings.workdir());
        }
        if (settings.stopSignal() != null) {
            config.put("StopSignal", settings.stopSignal());
        }
        if (settings.healthcheck() != null) {
            applyHealthcheck(settings.healthcheck(), config.putObject("Healthcheck"));
        }
    }

    private static void applyWords(ImageSettings settings, ObjectNode config) {
        if (settings.entrypoint() != null) {
            putWords(config, "Entrypoint", settings.entrypoint());
            // The parent's command was meant as arguments of another program: Docker drops it too.
            config.remove("Cmd");
        }
        if (settings.command() != null) {
            putWords(config, "Cmd", settings.command());
        }
        if (settings.entrypoint() != null || settings.command() != null) {
            config.remove("ArgsEscaped");
        }
    }

    /** A known name keeps its place; new ones follow, sorted. */
    private static void applyEnv(SortedMap<String, String> env, ObjectNode config) {
        if (env.isEmpty()) {
            return;
        }
        Map<String, String> left = new TreeMap<>(env);
        ArrayNode merged = Json.object().putArray("Env");
        for (var line : config.path("Env")) {
            String name = line.asText().split("=", 2)[0];
            merged.add(env.containsKey(name) ? name + "=" + env.get(name) : line.asText());
            left.remove(name);
        }
        left.forEach((name, value) -> merged.add(name + "=" + value));
        config.set("Env", merged);
    }

    private static void applyHealthcheck(ImageSettings.Healthcheck check, ObjectNode node) {
        ArrayNode test = node.putArray("Test").add("CMD");
        check.command().forEach(test::add);
        putNanos(node, "Interval", check.interval());
        putNanos(node, "Timeout", check.timeout());
        putNanos(node, "StartPeriod", check.startPeriod());
        if (check.retries() > 0) {
            node.put("Retries", check.retries());
        }
    }

    private static void putNanos(ObjectNode node, String key, Duration duration) {
        if (!duration.isZero()) {
            node.put(key, duration.toNanos());
        }
    }

    private static void putWords(ObjectNode config, String key, List<String> words) {
        ArrayNode array = config.putArray(key);
        words.forEach(array::add);
    }
}
