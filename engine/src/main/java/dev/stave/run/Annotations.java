package dev.stave.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What built images carry in their manifests: a hint for finding them again when no lock says what they are. A mirrored
 * image carries nothing, its bytes are somebody else's.
 */
final class Annotations {
    static final String FINGERPRINT = "dev.stave.fingerprint";
    static final String PINS = "dev.stave.pins";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Annotations() {}

    /** Pins are compact JSON with sorted keys; none where nothing is pinned. */
    static SortedMap<String, String> of(Fingerprint fingerprint, SortedMap<String, String> pins) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put(FINGERPRINT, fingerprint.toString());
        if (!pins.isEmpty()) {
            try {
                annotations.put(PINS, JSON.writeValueAsString(pins));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a map of texts can always be written", e);
            }
        }
        return annotations;
    }

    /** Empty where there is none, or none of ours. */
    static Optional<Fingerprint> fingerprint(SortedMap<String, String> annotations) {
        return Optional.ofNullable(annotations.get(FINGERPRINT))
                .flatMap(Digest::tryParse)
                .map(Fingerprint::new);
    }

    /** Empty where there are none, or none that can be read: it is a hint. */
    static SortedMap<String, String> pins(SortedMap<String, String> annotations) {
        try {
            return JSON.readValue(
                    annotations.getOrDefault(PINS, "{}"), new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            return new TreeMap<>();
        }
    }
}
