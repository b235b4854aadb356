package dev.stave.registry.http;

import java.io.IOException;

/** A request failed at an address that the registry had sent us to. */
final class ElsewhereException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String origin;

    ElsewhereException(String origin, IOException cause) {
        super(cause.getMessage(), cause);
        this.origin = origin;
    }

    String origin() {
        return origin;
    }
}
