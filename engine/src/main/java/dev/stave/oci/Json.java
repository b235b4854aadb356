package dev.stave.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.json.JsonTrees;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** JSON documents of images: read strictly and without loss, written with sorted keys and no white space. */
public final class Json {
    private static final int DEEPEST = 64;

    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** @param subject what the bytes are, for the sentence: {@code manifest sha256:…} */
    static ObjectNode object(byte[] bytes, String subject) {
        if (parse(bytes, subject) instanceof ObjectNode object) {
            return object;
        }
        throw new ImageException(subject + " is not a JSON object", "it is damaged or no image; fetch it again");
    }

    /** @param subject what the bytes are, for the sentence */
    public static JsonNode parse(byte[] bytes, String subject) {
        try {
            return JsonTrees.document(STRICT, bytes);
        } catch (JsonProcessingException e) {
            throw new ImageException(
                    subject + " is not valid JSON: " + e.getOriginalMessage(),
                    "it is damaged or no image; fetch it again",
                    e);
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return Writer.MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /** The members that are texts. */
    static SortedMap<String, String> texts(JsonNode node) {
        SortedMap<String, String> texts = new TreeMap<>();
        node.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                texts.put(member.getKey(), member.getValue().textValue());
            }
        });
        return texts;
    }

    static void putTexts(ObjectNode parent, String key, SortedMap<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode object = parent.putObject(key);
            texts.forEach(object::put);
        }
    }

    /** Made by the first who writes: it takes long to start, and what only reads never needs it. */
    private static final class Writer {
        static final JsonMapper MAPPER = JsonMapper.builder()
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                .build();
    }
}
