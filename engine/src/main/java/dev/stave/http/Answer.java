package dev.stave.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * A server's answer. The body is a stream; closing the answer before its end closes the connection.
 *
 * @param uri where the answer came from, after redirects
 */
public record Answer(int status, HttpHeaders headers, URI uri, InputStream body) implements Closeable {
    /** More than any error message or acknowledgement has. */
    private static final int SMALL_BYTES = 64 << 10;

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body of an answer that can only be short; what is longer is cut. */
    public byte[] shortBody() throws IOException {
        return body.readNBytes(SMALL_BYTES);
    }

    /** Reads a short rest so that the connection can serve again. */
    public void finish() throws IOException {
        try (this) {
            body.readNBytes(SMALL_BYTES);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
