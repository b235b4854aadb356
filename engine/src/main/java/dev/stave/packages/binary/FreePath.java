package dev.stave.packages.binary;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where another build of a version goes: {@code NAME-VERSION-BUILDID}, builds stand beside each other. */
final class FreePath {
    private static final Pattern NUMBERED = Pattern.compile("(.*-)([0-9]+)(\\.gpkg\\.tar|\\.xpak)");

    private FreePath() {}

    /** The path itself, or with the next number that is not taken; one without a number stays what it is. */
    static String of(String path, Predicate<String> taken) {
        String candidate = path;
        Matcher numbered = NUMBERED.matcher(candidate);
        while (taken.test(candidate) && numbered.matches()) {
            candidate = numbered.group(1) + (Long.parseLong(numbered.group(2)) + 1) + numbered.group(3);
            numbered = NUMBERED.matcher(candidate);
        }
        return candidate;
    }
}
