package dev.stave.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.json.JsonTrees;
import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import dev.stave.model.StackException;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a lock however its JSON is laid out, and names the line of what is wrong. */
final class LockReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FORM = 1;

    private final String shownAs;
    private final TreeMap<ImageName, LockEntry> entries = new TreeMap<>();
    private final TreeMap<ImageName, SortedMap<String, String>> pins = new TreeMap<>();
    private String stack = "";
    private String registry = "";
    private boolean versioned;

    LockReader(String shownAs) {
        this.shownAs = shownAs;
    }

    LockFile read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, "this is no lock");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                header(parser, parser.currentName());
            }
            if (!versioned) {
                throw LockFile.wrong(shownAs, 1, "this is no lock: 'lock' is missing");
            }
            return new LockFile(stack, registry, entries, pins);
        } catch (JsonProcessingException e) {
            throw LockFile.wrong(shownAs, e.getLocation().getLineNr(), "the lock is not valid JSON here");
        } catch (IOException e) {
            throw AtomicFiles.failure("cannot read " + shownAs, e);
        }
    }

    private void header(JsonParser parser, String key) throws IOException {
        parser.nextToken();
        switch (key) {
            case "lock" -> {
                if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getIntValue() != FORM) {
                    throw wrong(
                            parser,
                            "the lock has form " + parser.getText() + ", and this Stave knows form " + FORM
                                    + ": use the Stave that wrote it, or a newer one");
                }
                versioned = true;
            }
            case "stack" -> stack = parser.getText();
            case "registry" -> registry = parser.getText();
            case "images" -> images(parser);
            default -> throw wrong(parser, "'" + key + "' is no key of a lock");
        }
    }

    private void images(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(parser, "'images' must be a map");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            ImageName image = ImageName.parse(parser.currentName());
            int line = parser.currentTokenLocation().getLineNr();
            if (entries.containsKey(image) || pins.containsKey(image)) {
                throw LockFile.wrong(shownAs, line, "image '" + image + "' stands twice in the lock");
            }
            parser.nextToken();
            image(image, JsonTrees.value(parser), line);
        }
    }

    private void image(ImageName image, JsonNode node, int line) {
        try {
            if (LockLine.isPinsAlone(node)) {
                pins.put(image, LockLine.texts(node, "pins"));
            } else {
                entries.put(image, LockLine.read(node));
            }
        } catch (LockLine.Wrong e) {
            throw LockFile.wrong(shownAs, line, "image '" + image + "': " + e.getMessage());
        }
    }

    private StackException wrong(JsonParser parser, String message) {
        return LockFile.wrong(shownAs, parser.currentTokenLocation().getLineNr(), message);
    }
}
