package dev.stave.model;

import java.util.regex.Pattern;

/**
 * The identity of a declared image: {@code section/name}, or the bare name where no section is set. It is also the path
 * of its repository below the destination.
 *
 * @param section empty where there is none; may itself hold slashes
 */
public record ImageName(String section, String name) implements Comparable<ImageName> {
    /** What one component of a repository path may look like (OCI distribution-spec, "Pulling manifests"). */
    public static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*");

    /** Splits at the last slash. */
    public static ImageName parse(String identity) {
        int slash = identity.lastIndexOf('/');
        return slash < 0
                ? new ImageName("", identity)
                : new ImageName(identity.substring(0, slash), identity.substring(slash + 1));
    }

    /** A name for files and folders, one for each identity. */
    public String fileName() {
        return section.isEmpty() ? name : section.replace("/", "_") + "_" + name;
    }

    @Override
    public int compareTo(ImageName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return section.isEmpty() ? name : section + "/" + name;
    }
}
