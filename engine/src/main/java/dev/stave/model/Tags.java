package dev.stave.model;

import java.util.Optional;

/** From versions to tags. */
public final class Tags {
    private Tags() {}

    /**
     * The tag of a version: {@code +}, and the {@code ~} and {@code ^} of dpkg and rpm, become {@code _}. Empty where a
     * tag cannot hold what remains, or would be {@code latest}, which is never written; {@link #complaint} then says why.
     */
    public static Optional<String> of(String version) {
        return complaint(version).isPresent() ? Optional.empty() : Optional.of(mapped(version));
    }

    /** Why the version cannot become a tag; empty where it can. */
    public static Optional<String> complaint(String version) {
        String tag = mapped(version);
        if (ImageRef.TAG.matcher(tag).matches()) {
            return tag.equals("latest")
                    ? Optional.of("'latest' is no version, and Stave never writes it as a tag")
                    : Optional.empty();
        }
        if (tag.isEmpty()) {
            return Optional.of("an empty version cannot become a tag");
        }
        return Optional.of("version '" + version + "' cannot become a tag: " + why(tag));
    }

    private static String why(String tag) {
        if (tag.length() > 128) {
            return "a tag has at most 128 characters";
        }
        if (tag.charAt(0) == '.' || tag.charAt(0) == '-') {
            return "a tag cannot start with '" + tag.charAt(0) + "'";
        }
        String foreign = tag.replaceAll("[A-Za-z0-9._-]", "");
        return "a tag cannot hold '" + new String(Character.toChars(foreign.codePointAt(0))) + "'";
    }

    private static String mapped(String version) {
        return version.replace('+', '_').replace('~', '_').replace('^', '_');
    }

    /** The n-th revision of a tag; the tag itself for 0. */
    public static String revision(String tag, int number) {
        return number == 0 ? tag : tag + "-s" + number;
    }
}
