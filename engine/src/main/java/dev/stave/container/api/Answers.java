package dev.stave.container.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import dev.stave.container.ContainerException;
import dev.stave.model.CancelledException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What an engine says, read for the words that people can use. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static ObjectMapper json() {
        return JSON;
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The {@code message} of an error answer. */
    static Optional<String> message(String body) {
        int brace = body.indexOf('{');
        if (brace < 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    JSON.readTree(body.substring(brace)).path("message").textValue());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Hands over each JSON object of an answer that comes as a stream of them. */
    static void each(InputStream body, Consumer<JsonNode> objects) throws IOException {
        try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(body)) {
            while (all.hasNextValue()) {
                objects.accept(all.nextValue());
            }
        }
    }

    /** The error that an object of a stream carries: streams begin with status 200 whatever follows. */
    static Optional<String> error(JsonNode object) {
        JsonNode detail = object.path("errorDetail").path("message");
        return Optional.ofNullable(
                detail.isTextual() ? detail.textValue() : object.path("error").textValue());
    }

    /** Calls docker-java; what the engine refuses becomes a sentence that begins with {@code what}. */
    static <T> T of(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (DockerException e) {
            throw failure(what, e);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("interrupted while an engine was asked");
            }
            throw e;
        }
    }

    static ContainerException failure(String what, Throwable e) {
        String text = String.valueOf(e.getMessage()).strip();
        return new ContainerException(what + ": " + message(text).orElse(text), "", e);
    }
}
