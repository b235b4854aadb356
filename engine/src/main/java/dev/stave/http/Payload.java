package dev.stave.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body: so many bytes, which can be sent anew. */
public record Payload(long lengthBytes, Source source) {
    public static final Payload NONE = new Payload(0, InputStream::nullInputStream);

    public static Payload of(byte[] bytes) {
        return new Payload(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** Opens the bytes from their start; the caller closes. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }
}
