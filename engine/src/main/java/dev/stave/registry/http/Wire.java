package dev.stave.registry.http;

import java.io.IOException;

/** Sends a request. Authorization, limits and redirects are decorators of it. */
@FunctionalInterface
interface Wire {
    /** The caller closes the answer. What kept it from coming is the exception. */
    Answer send(Call call) throws IOException;
}
