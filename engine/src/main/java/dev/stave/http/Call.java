package dev.stave.http;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request, which can say in words what it is for.
 *
 * @param doing  completes "could not …", such as {@code push blob sha256:… to web/nginx}
 * @param scopes what a token must allow, where the server wants one (Docker Registry v2 authentication, "scope")
 */
public record Call(
        String method, URI uri, String doing, List<String> scopes, Map<String, String> headers, Payload payload) {
    public Call {
        scopes = List.copyOf(scopes);
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static Call of(String method, URI uri, String doing, List<String> scopes) {
        return new Call(method, uri, doing, scopes, Map.of(), Payload.NONE);
    }

    public Call with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new Call(method, uri, doing, scopes, all, payload);
    }

    public Call without(String header) {
        Map<String, String> all = new TreeMap<>(headers);
        all.remove(header);
        return new Call(method, uri, doing, scopes, all, payload);
    }

    public Call sending(Payload newPayload) {
        return new Call(method, uri, doing, scopes, headers, newPayload);
    }

    public Call to(URI newUri) {
        return new Call(method, newUri, doing, scopes, headers, payload);
    }

    /** Whether doing it again cannot do harm by itself. */
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
