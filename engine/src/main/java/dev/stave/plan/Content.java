package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.Platform;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fingerprint is made of, by name. Every text goes in with its length before it, so that no two contents give the
 * same bytes.
 *
 * @param common    what counts for every platform
 * @param platforms what counts for one platform alone; empty where an image has no platforms of its own
 */
record Content(SortedMap<String, String> common, SortedMap<Platform, SortedMap<String, String>> platforms) {
    static Content of(SortedMap<String, String> common) {
        return new Content(common, new TreeMap<>());
    }

    /** Over all platforms; for a single one, that one's. */
    Fingerprint fingerprint() {
        if (platforms.isEmpty()) {
            return new Fingerprint(digest(common));
        }
        if (platforms.size() == 1) {
            return fingerprint(platforms.firstKey());
        }
        SortedMap<String, String> each = new TreeMap<>();
        platforms.keySet().forEach(p -> each.put(p.toString(), fingerprint(p).toString()));
        return new Fingerprint(digest(each));
    }

    /** Of one platform's image: it stays when another platform changes. */
    Fingerprint fingerprint(Platform platform) {
        SortedMap<String, String> all = new TreeMap<>(common);
        all.put("platform", platform.toString());
        all.putAll(platforms.getOrDefault(platform, new TreeMap<>()));
        return new Fingerprint(digest(all));
    }

    /** All entries in one map; those of a platform end in {@code @} and its name. */
    SortedMap<String, String> entries() {
        SortedMap<String, String> all = new TreeMap<>(common);
        platforms.forEach((platform, some) -> {
            all.put("platform @" + platform, "");
            some.forEach((key, value) -> all.put(key + " @" + platform, value));
        });
        return all;
    }

    /** One text for a list, that no other list gives. */
    static String list(List<String> texts) {
        StringBuilder all = new StringBuilder();
        texts.forEach(t -> all.append(t.length()).append(':').append(t));
        return all.toString();
    }

    static Digest digest(Map<String, String> entries) {
        MessageDigest digest = Digest.sha256();
        entries.forEach((key, value) -> {
            add(digest, key);
            add(digest, value);
        });
        return Digest.of(digest);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
