package dev.stave.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.model.Digest;
import dev.stave.model.ImageSettings;
import dev.stave.model.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image's configuration (OCI image-spec, config.md; Docker's alike). What we do not know in it is kept. A change
 * returns a new one; equal content has equal bytes.
 */
public final class ImageConfig {
    private static final List<String> BUILD_TRACES =
            List.of("container", "container_config", "docker_version", "id", "parent");
    private static final List<String> CONTAINER_TRACES = List.of("Hostname", "Domainname", "Image");
    private static final String BUILDAH_LABEL = "io.buildah.version";
    /** What tells the leftovers of a run from others in an engine. */
    private static final List<String> OWNER_LABELS =
            List.of("dev.stave.run", "dev.stave.pid", "dev.stave.start", "dev.stave.owner");

    private static final Pattern STEP = Pattern.compile("FROM [0-9a-f]{12,64}");

    private final ObjectNode root;

    private ImageConfig(ObjectNode root) {
        this.root = root;
    }

    /** @throws ImageException where the bytes are no image configuration */
    public static ImageConfig parse(byte[] bytes) {
        String subject = "config " + Digest.of(bytes);
        ObjectNode root = Json.object(bytes, subject);
        if (DescriptorJson.platform(root) == null) {
            throw new ImageException(
                    subject + " names no operating system and architecture", "it is not the configuration of an image");
        }
        root.path("rootfs").path("diff_ids").forEach(id -> DescriptorJson.digest(id, "rootfs.diff_ids of " + subject));
        return new ImageConfig(root);
    }

    /** The configuration of an image in the store. */
    public static ImageConfig of(PlatformImage image, Store store) {
        try (InputStream in = store.open(image.config().digest())) {
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    /** An image of nothing. */
    public static ImageConfig scratch(Platform platform) {
        ObjectNode root = Json.object();
        DescriptorJson.putPlatform(root, platform);
        root.putObject("config");
        root.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        root.putArray("history");
        return new ImageConfig(root);
    }

    public byte[] bytes() {
        return Json.bytes(root);
    }

    public Platform platform() {
        Platform platform = DescriptorJson.platform(root);
        if (platform == null) {
            throw new IllegalStateException("checked when it was read");
        }
        return platform;
    }

    /** Digests of the uncompressed layers, lowest first. */
    public List<Digest> diffIds() {
        List<Digest> ids = new ArrayList<>();
        root.path("rootfs").path("diff_ids").forEach(id -> ids.add(Digest.parse(id.asText())));
        return List.copyOf(ids);
    }

    /** When the image says it was created; empty where it does not, or not in RFC 3339. */
    public Optional<Instant> created() {
        return time(root.path("created").textValue());
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(t -> OffsetDateTime.parse(t).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public List<String> entrypoint() {
        return list("Entrypoint");
    }

    public List<String> command() {
        return list("Cmd");
    }

    /** Dockerfile instructions that a child built from a Dockerfile would run. */
    public List<String> onBuild() {
        return list("OnBuild");
    }

    public SortedMap<String, String> labels() {
        return Json.texts(settings().path("Labels"));
    }

    /** The environment, each name once. */
    public SortedMap<String, String> env() {
        SortedMap<String, String> env = new TreeMap<>();
        for (String line : list("Env")) {
            int sign = line.indexOf('=');
            env.put(sign < 0 ? line : line.substring(0, sign), sign < 0 ? "" : line.substring(sign + 1));
        }
        return env;
    }

    /** Empty where nobody is named: root. */
    public String user() {
        return settings().path("User").asText("");
    }

    public String workdir() {
        return settings().path("WorkingDir").asText("");
    }

    public String stopSignal() {
        return settings().path("StopSignal").asText("");
    }

    /** Such as {@code 80/tcp}, sorted. */
    public List<String> ports() {
        return names("ExposedPorts");
    }

    public List<String> volumes() {
        return names("Volumes");
    }

    /** What the health check runs: {@code CMD} and words, {@code CMD-SHELL} and a line, {@code NONE}; empty: no check. */
    public List<String> healthcheck() {
        return strings(settings().path("Healthcheck").path("Test"));
    }

    /** The words of every history entry, oldest first. */
    public List<String> history() {
        List<String> words = new ArrayList<>();
        root.path("history").forEach(entry -> words.add(entry.path("created_by").asText("")));
        return List.copyOf(words);
    }

    /** With what a stack says laid over it, as a Dockerfile's instructions would be. */
    public ImageConfig with(ImageSettings settings) {
        ObjectNode copy = root.deepCopy();
        ConfigSettings.apply(settings, copy.withObjectProperty("config"));
        return new ImageConfig(copy);
    }

    /**
     * With one more layer on top.
     *
     * @param words   what made it, for people ({@code docker history}); never a secret or a time
     * @param created what its history says, to the second: the same as the image's
     */
    public ImageConfig withLayer(Digest diffId, String words, Instant created) {
        ObjectNode copy = root.deepCopy();
        ObjectNode rootfs = copy.withObjectProperty("rootfs").put("type", "layers");
        rootfs.withArrayProperty("diff_ids").add(diffId.toString());
        copy.withArrayProperty("history")
                .addObject()
                .put("created", text(created))
                .put("created_by", words);
        return new ImageConfig(copy);
    }

    /** With these layers in place of its own, one for each. */
    public ImageConfig withDiffIds(List<Digest> diffIds) {
        ObjectNode copy = root.deepCopy();
        ArrayNode array = copy.withObjectProperty("rootfs").putArray("diff_ids");
        diffIds.forEach(id -> array.add(id.toString()));
        return new ImageConfig(copy);
    }

    /** How many of its top layers were made at that time or later, or exactly at {@code other}, as its history says. */
    public int layersSince(Instant start, Instant other) {
        JsonNode history = root.path("history");
        int layers = 0;
        for (int i = history.size() - 1; i >= 0; i--) {
            Optional<Instant> made = time(history.get(i).path("created").textValue());
            if (made.filter(t -> !t.isBefore(start) || t.equals(other)).isEmpty()) {
                break;
            }
            layers += history.get(i).path("empty_layer").asBoolean(false) ? 0 : 1;
        }
        return Math.min(layers, diffIds().size());
    }

    /** Created at that second. */
    public ImageConfig withCreated(Instant created) {
        ObjectNode copy = root.deepCopy();
        copy.put("created", text(created));
        return new ImageConfig(copy);
    }

    /**
     * What an engine built, without what tells when, where and by which version: times, container ids, host names. What it
     * has from its parent stays.
     */
    public ImageConfig withoutBuildTraces(Instant created, Optional<ImageConfig> parent) {
        ObjectNode copy = root.deepCopy();
        copy.remove(BUILD_TRACES);
        ObjectNode settings = copy.withObjectProperty("config");
        settings.remove(CONTAINER_TRACES);
        if (settings.get("Labels") instanceof ObjectNode labels) {
            labels.remove(OWNER_LABELS);
            if (parent.map(p -> !p.labels().containsKey(BUILDAH_LABEL)).orElse(true)) {
                labels.remove(BUILDAH_LABEL);
            }
        }
        String time = text(created);
        copy.put("created", time);
        int inherited = parent.map(p -> p.root.path("history").size()).orElse(0);
        JsonNode history = copy.path("history");
        for (int i = history.size() - 1; i >= inherited; i--) {
            if (history instanceof ArrayNode all && labelsOwner(all.get(i))) {
                all.remove(i);
            } else if (history.get(i) instanceof ObjectNode entry) {
                entry.put("created", time);
                if (STEP.matcher(entry.path("comment").asText("")).matches()) {
                    entry.remove("comment"); // the id of a step's image, which holds its time
                }
            }
        }
        return new ImageConfig(copy);
    }

    private static boolean labelsOwner(JsonNode entry) {
        String words = entry.path("created_by").asText("");
        return entry.path("empty_layer").asBoolean(false)
                && OWNER_LABELS.stream().anyMatch(label -> words.contains("LABEL \"" + label + "\"="));
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private JsonNode settings() {
        return root.path("config");
    }

    private List<String> list(String key) {
        return strings(settings().path(key));
    }

    private List<String> names(String key) {
        List<String> names = new ArrayList<>();
        settings().path(key).fieldNames().forEachRemaining(names::add);
        return names.stream().sorted().toList();
    }

    private static List<String> strings(JsonNode node) {
        List<String> all = new ArrayList<>();
        if (node instanceof ArrayNode array) {
            array.forEach(element -> all.add(element.asText()));
        }
        return List.copyOf(all);
    }
}
