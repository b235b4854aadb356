package dev.stave.http;

import java.io.IOException;

/** Sends a request. Authorization, limits and redirects are decorators of it. */
@FunctionalInterface
public interface Wire {
    /** The caller closes the answer. What kept it from coming is the exception. */
    Answer send(Call call) throws IOException;
}
