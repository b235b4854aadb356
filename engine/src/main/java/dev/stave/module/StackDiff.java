package dev.stave.module;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import dev.stave.state.LockFile;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each image is before and after, one line an image; the same lines for a plan and for the run that follows it, but
 * for what is known after a build only.
 *
 * @param header what the lines are of, such as the lock's path
 */
public record StackDiff(String before, String after, String header) {
    private static final String NONE = "-";

    /** @param lock as it was before */
    public static StackDiff of(ResultReading reading, LockFile lock, String header) {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        JsonNode result = reading.result();
        for (JsonNode step : result.path("steps")) {
            String image = step.path("image").asText();
            before.put(image, locked(lock, image));
            after.put(image, planned(step, before.getOrDefault(image, NONE)));
        }
        result.path("images").properties().forEach(image -> {
            before.put(image.getKey(), locked(lock, image.getKey()));
            after.put(image.getKey(), ended(image.getValue(), before.getOrDefault(image.getKey(), NONE)));
        });
        for (JsonNode pin : result.path("moved")) {
            String key = pin.path("pin").asText();
            before.put(key, pin.path("before").asText(NONE));
            after.put(key, pin.path("after").asText());
        }
        return new StackDiff(lines(before), lines(after), header);
    }

    private static String locked(LockFile lock, String image) {
        LockEntry line = lock.entries().get(ImageName.parse(image));
        if (line == null) {
            return NONE;
        }
        String registry = lock.registry();
        String place = registry.startsWith("oci:") ? registry + ":" : registry + "/";
        return place + line.repository() + ":" + line.tag() + "@" + line.digest();
    }

    private static String planned(JsonNode step, String before) {
        return switch (step.path("action").asText()) {
            case "keep", "refuse", "regate" -> before;
            case "remove" -> NONE;
            default -> made(step);
        };
    }

    private static String made(JsonNode step) {
        String reference = step.path("reference").asText("(tag known after build)");
        String digest = step.path("digest").asText(copied(step));
        String known = digest.isEmpty() ? "(digest known after build)" : digest;
        return reference + "@" + known + (step.path("certainty").asText().equals("ifChanged") ? " (may rebuild)" : "");
    }

    /** A mirror of everything keeps its source's digest. */
    private static String copied(JsonNode step) {
        boolean isWhole = step.path("action").asText().equals("copy")
                && step.path("platforms").isEmpty();
        JsonNode pin = step.path("pins").elements().hasNext()
                ? step.path("pins").elements().next()
                : step.path("none");
        return isWhole && pin.asText().startsWith("sha256:") ? pin.asText() : "";
    }

    private static String ended(JsonNode image, String before) {
        return switch (image.path("outcome").asText()) {
            case "released", "locked" -> image.path("pinned").asText();
            case "built" ->
                image.path("version").asText() + "@" + image.path("digest").asText() + " (not released)";
            case "removed" -> NONE;
            default -> before;
        };
    }

    private static String lines(Map<String, String> images) {
        StringBuilder lines = new StringBuilder();
        images.forEach(
                (image, what) -> lines.append(image).append(": ").append(what).append('\n'));
        return lines.toString();
    }
}
