package dev.stave.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    // written out: a record's own is linked at run time, which takes longer than all a small stack is asked for

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageName image && section.equals(image.section) && name.equals(image.name);
    }

    @Override
    public int hashCode() {
        return 31 * section.hashCode() + name.hashCode();
    }

    /** The order of the texts, without making them: stacks are sorted and searched by identity all the time. */
    @Override
    public int compareTo(ImageName other) {
        if (section.equals(other.section)) {
            return name.compareTo(other.name);
        }
        int length = length();
        int otherLength = other.length();
        for (int i = 0; i < Math.min(length, otherLength); i++) {
            int difference = charAt(i) - other.charAt(i);
            if (difference != 0) {
                return difference;
            }
        }
        return length - otherLength;
    }

    private int length() {
        return section.isEmpty() ? name.length() : section.length() + 1 + name.length();
    }

    private char charAt(int index) {
        int slash = section.isEmpty() ? -1 : section.length();
        return index == slash ? '/' : index < slash ? section.charAt(index) : name.charAt(index - slash - 1);
    }

    @Override
    public String toString() {
        return section.isEmpty() ? name : section + "/" + name;
    }
}
