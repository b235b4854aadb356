package dev.stave.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the body of a refusal says (OCI distribution-spec, "Error Codes").
 *
 * @param code    such as {@code DENIED}; empty where there is none
 * @param message for people, on one line; empty where there is none
 */
record RegistryErrors(String code, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    static RegistryErrors parse(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        JsonNode root;
        try {
            root = text.startsWith("{") ? JSON.readTree(text) : null;
        } catch (IOException e) {
            root = null;
        }
        if (root == null) {
            return new RegistryErrors("", text.startsWith("<") ? "" : oneLine(text));
        }
        JsonNode first = root.path("errors").path(0);
        String message = first.path("message").asText("");
        String detail = first.path("detail").isTextual() ? first.path("detail").asText() : "";
        if (first.isMissingNode()) {
            // token servers: RFC 6749 section 5.2, or Docker Hub's own form
            String own =
                    root.path("error_description").asText(root.path("details").asText(""));
            return new RegistryErrors(
                    "", oneLine(own.isEmpty() ? root.path("error").asText("") : own));
        }
        return new RegistryErrors(first.path("code").asText(""), oneLine(message.isEmpty() ? detail : message));
    }

    /** {@code denied (403): requested access to the resource is denied}. */
    String sentence(int status) {
        String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        String head = words.isEmpty() ? "status " + status : words + " (" + status + ")";
        return message.isEmpty() || message.equalsIgnoreCase(words) ? head : head + ": " + message;
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
