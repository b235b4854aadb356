package dev.stave.inventory.dsl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stave.inventory.Node;
import dev.stave.model.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluated model as JSON: what was looked at outside, and the nodes, each with its line. A text is {@code
 * [line, kind, value]}, a list {@code [line, [node…]]}, a map {@code [line, {key: node…}]}. File names are left out: a
 * stack may be named in another way the next time.
 */
final class DraftJson {
    private static final JsonFactory JSON = new JsonFactory();

    private DraftJson() {}

    record Model(List<OutsideRead> reads, Node.Fields root) {}

    static byte[] write(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("reads");
            for (OutsideRead read : model.reads()) {
                out.writeStartArray();
                out.writeString(read.kind().name());
                out.writeString(read.name());
                out.writeString(read.answer());
                out.writeEndArray();
            }
            out.writeEndArray();
            out.writeFieldName("stack");
            writeNode(out, model.root());
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void writeNode(JsonGenerator out, Node node) throws IOException {
        out.writeStartArray();
        out.writeNumber(node.origin().line());
        Writing value = node.match(
                text -> () -> writeText(out, text),
                items -> () -> writeItems(out, items),
                fields -> () -> writeFields(out, fields));
        value.run();
        out.writeEndArray();
    }

    private static void writeText(JsonGenerator out, Node.Text text) throws IOException {
        out.writeString(text.kind().name());
        out.writeString(text.value());
    }

    private static void writeItems(JsonGenerator out, Node.Items items) throws IOException {
        out.writeStartArray();
        for (Node each : items.nodes()) {
            writeNode(out, each);
        }
        out.writeEndArray();
    }

    private static void writeFields(JsonGenerator out, Node.Fields fields) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, Node> each : fields.nodes().entrySet()) {
            out.writeFieldName(each.getKey());
            writeNode(out, each.getValue());
        }
        out.writeEndObject();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param file what the origins shall name
     * @throws IOException where it is anything else
     */
    static Model read(byte[] json, String file) throws IOException {
        try (JsonParser in = JSON.createParser(json)) {
            expect(in, JsonToken.START_OBJECT);
            expect(in, JsonToken.FIELD_NAME);
            expect(in, JsonToken.START_ARRAY);
            List<OutsideRead> reads = new ArrayList<>();
            while (in.nextToken() == JsonToken.START_ARRAY) {
                OutsideRead.Kind kind = OutsideRead.Kind.valueOf(String.valueOf(in.nextTextValue()));
                reads.add(new OutsideRead(kind, String.valueOf(in.nextTextValue()), in.nextTextValue()));
                expect(in, JsonToken.END_ARRAY);
            }
            expect(in, JsonToken.FIELD_NAME);
            expect(in, JsonToken.START_ARRAY);
            if (readNode(in, file) instanceof Node.Fields root) {
                return new Model(reads, root);
            }
            throw new IOException("the stack is no map");
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /** Reads a node whose opening bracket was read. */
    private static Node readNode(JsonParser in, String file) throws IOException {
        Origin origin = new Origin(file, in.nextIntValue(-1));
        Node node =
                switch (in.nextToken()) {
                    case VALUE_STRING -> {
                        Node.Kind kind = Node.Kind.valueOf(in.getText());
                        yield new Node.Text(String.valueOf(in.nextTextValue()), kind, origin);
                    }
                    case START_ARRAY -> {
                        List<Node> nodes = new ArrayList<>();
                        while (in.nextToken() == JsonToken.START_ARRAY) {
                            nodes.add(readNode(in, file));
                        }
                        yield new Node.Items(nodes, origin);
                    }
                    case START_OBJECT -> {
                        Map<String, Node> nodes = new LinkedHashMap<>();
                        String key = in.nextFieldName();
                        while (key != null) {
                            expect(in, JsonToken.START_ARRAY);
                            nodes.put(key, readNode(in, file));
                            key = in.nextFieldName();
                        }
                        yield new Node.Fields(nodes, origin);
                    }
                    default -> throw new IOException("no node at " + in.currentLocation());
                };
        expect(in, JsonToken.END_ARRAY);
        return node;
    }

    private static void expect(JsonParser in, JsonToken token) throws IOException {
        if (in.nextToken() != token) {
            throw new IOException("no " + token + " at " + in.currentLocation());
        }
    }
}
