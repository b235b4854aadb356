package dev.stave.module;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.json.JsonTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a playbook wants to know of a result that the command line printed as JSON. */
public final class ResultReading {
    private static final Set<String> IDLE = Set.of("keep", "refuse");
    private static final Set<String> GOOD = Set.of("unchanged", "released", "locked", "built", "removed", "scanned");
    private static final Set<String> WRITTEN = Set.of("released", "removed");

    private final JsonNode result;

    /** @param text a plan's, a run's or another command's JSON; an empty text where there is none */
    public ResultReading(String text) {
        try {
            this.result = JsonTrees.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("our own JSON can be read", e);
        }
    }

    JsonNode result() {
        return result;
    }

    /** Whether the plan has something to do, for certain or if something else changes. */
    public boolean planHasWork() {
        for (JsonNode step : result.path("steps")) {
            if (!IDLE.contains(step.path("action").asText())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the run wrote or took away a tag. */
    public boolean wroteTags() {
        for (JsonNode image : result.path("images")) {
            if (WRITTEN.contains(image.path("outcome").asText())) {
                return true;
            }
        }
        return false;
    }

    /** Whether pins moved, or would move. */
    public boolean movedPins() {
        return !result.path("moved").isEmpty();
    }

    /** Whether cleaning removed something, or would. */
    public boolean cleaned() {
        return result.path("blobs").asInt() + result.path("temporaryFiles").asInt() > 0;
    }

    /** Whether an image was built, or scanned, that these digests do not have. */
    public boolean hasBuiltOtherThan(Map<String, String> before) {
        boolean[] other = new boolean[1];
        result.path("images").properties().forEach(image -> {
            JsonNode line = image.getValue();
            other[0] |= line.path("outcome").asText().equals("built")
                    && !line.path("digest").asText().equals(before.get(image.getKey()));
        });
        return other[0];
    }

    /** Whether an image was never scanned on this host. */
    public boolean lacksScans() {
        for (JsonNode image : result.path("images")) {
            if (image.path("verdict").asText().equals("notScanned")
                    && image.path("reasons").path(0).asText().contains("is kept on this host")) {
                return true;
            }
        }
        return false;
    }

    /** One sentence for each image that failed, was refused, or would be. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (JsonNode step : result.path("steps")) {
            if (step.path("action").asText().equals("refuse")) {
                failures.add(sentence(step.path("image").asText(), step));
            }
        }
        result.path("images").properties().forEach(image -> {
            if (!GOOD.contains(image.getValue().path("outcome").asText())) {
                failures.add(sentence(image.getKey(), image.getValue()));
            }
        });
        return failures;
    }

    private static String sentence(String image, JsonNode told) {
        String message = told.path("message").asText();
        String subject = "image '" + image + "'";
        String whole = message.startsWith(subject) ? message : subject + ": " + message;
        String hint = told.path("hint").asText();
        return hint.isEmpty() ? whole : whole + "; " + hint;
    }
}
