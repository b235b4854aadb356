package dev.stave.http;

import java.io.IOException;

/** Nothing moved for too long. */
public final class StalledException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledException(String message) {
        super(message);
    }
}
