package dev.stave.oci;

import java.nio.charset.StandardCharsets;

/** A descriptor as one line of JSON, for small files. */
public final class DescriptorText {
    private DescriptorText() {}

    public static String write(Descriptor descriptor) {
        return new String(Json.bytes(DescriptorJson.write(descriptor)), StandardCharsets.UTF_8) + "\n";
    }

    /** @param subject what the text is, for the sentence */
    public static Descriptor read(String text, String subject) {
        return DescriptorJson.read(Json.object(text.getBytes(StandardCharsets.UTF_8), subject), subject);
    }
}
