package dev.stave.model;

import java.util.Locale;

/** What a scan came to; only {@code PASSED}, or what the policy explicitly allows, lets a tag be written. */
public enum Verdict {
    PASSED,
    REFUSED,
    UNSCANNABLE,
    SCAN_FAILED,
    NOT_SCANNED;

    /** The word in JSON: {@code passed refused unscannable scanFailed notScanned}. */
    public String word() {
        String[] parts = name().toLowerCase(Locale.ROOT).split("_");
        return parts.length == 1
                ? parts[0]
                : parts[0] + parts[1].substring(0, 1).toUpperCase(Locale.ROOT) + parts[1].substring(1);
    }
}
