package dev.stave.model;

import java.util.Optional;

/** From versions to tags. */
public final class Tags {
    private Tags() {}

    /**
     * The tag of a version: {@code +} becomes {@code _}. Empty where a tag cannot hold what remains, or would be {@code
     * latest}, which is never written.
     */
    public static Optional<String> of(String version) {
        String tag = version.replace('+', '_');
        return tag.equals("latest") || !ImageRef.TAG.matcher(tag).matches() ? Optional.empty() : Optional.of(tag);
    }

    /** The n-th revision of a tag; the tag itself for 0. */
    public static String revision(String tag, int number) {
        return number == 0 ? tag : tag + "-s" + number;
    }
}
