package dev.stave.state;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One image's line of the lock, without its name. */
final class LockLine {
    private static final List<String> KEYS =
            List.of("digest", "fingerprint", "gate", "pins", "platforms", "repository", "tag", "version");

    private LockLine() {}

    /** A line cannot be understood; the message says which key is to blame. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    static String write(LockEntry entry) {
        TreeMap<String, String> platforms = new TreeMap<>();
        entry.platforms().forEach((platform, digest) -> platforms.put(platform.toString(), digest.toString()));
        return "{\"digest\":" + quoted(entry.digest().toString())
                + ",\"fingerprint\":" + quoted(entry.fingerprint().toString())
                + ",\"gate\":" + quoted(entry.gate().toString())
                + ",\"pins\":" + object(entry.pins())
                + ",\"platforms\":" + object(platforms)
                + ",\"repository\":" + quoted(entry.repository())
                + ",\"tag\":" + quoted(entry.tag())
                + (entry.base().equals(entry.tag()) ? "" : ",\"version\":" + quoted(entry.base()))
                + "}";
    }

    static String write(SortedMap<String, String> pins) {
        return "{\"pins\":" + object(pins) + "}";
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static String object(SortedMap<String, String> map) {
        return map.entrySet().stream()
                .map(e -> quoted(e.getKey()) + ":" + quoted(e.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static boolean isPinsAlone(JsonNode line) {
        return line.size() == 1 && line.has("pins");
    }

    static LockEntry read(JsonNode line) throws Wrong {
        for (Map.Entry<String, JsonNode> field : line.properties()) {
            if (!KEYS.contains(field.getKey())) {
                throw new Wrong("'" + field.getKey() + "' is no key of a lock");
            }
        }
        TreeMap<Platform, Digest> platforms = new TreeMap<>();
        for (Map.Entry<String, String> each : texts(line, "platforms").entrySet()) {
            Platform platform = Platform.tryParse(each.getKey())
                    .orElseThrow(() -> new Wrong("'" + each.getKey() + "' is not a platform"));
            platforms.put(platform, digest("platforms", each.getValue()));
        }
        String tag = text(line, "tag");
        return new LockEntry(
                digest("digest", text(line, "digest")),
                new Fingerprint(digest("fingerprint", text(line, "fingerprint"))),
                new Fingerprint(digest("gate", text(line, "gate"))),
                texts(line, "pins"),
                platforms,
                text(line, "repository"),
                tag,
                line.has("version") ? text(line, "version") : tag);
    }

    static SortedMap<String, String> texts(JsonNode line, String key) throws Wrong {
        JsonNode node = line.get(key);
        if (node == null) {
            throw new Wrong("'" + key + "' is missing");
        }
        TreeMap<String, String> all = new TreeMap<>();
        if (!node.isObject()) {
            throw new Wrong("'" + key + "' must be a map of texts");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw new Wrong("'" + key + "' must be a map of texts");
            }
            all.put(field.getKey(), field.getValue().textValue());
        }
        return all;
    }

    private static String text(JsonNode line, String key) throws Wrong {
        JsonNode node = line.get(key);
        if (node == null) {
            throw new Wrong("'" + key + "' is missing");
        }
        if (!node.isTextual()) {
            throw new Wrong("'" + key + "' must be a text");
        }
        return node.textValue();
    }

    private static Digest digest(String key, String text) throws Wrong {
        return Digest.tryParse(text)
                .orElseThrow(() -> new Wrong("'" + key + "' holds '" + text + "', which is not a digest"));
    }
}
