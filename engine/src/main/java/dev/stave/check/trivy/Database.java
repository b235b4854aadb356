package dev.stave.check.trivy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A database that is at hand.
 *
 * @param folder     with metadata.json beside the database itself
 * @param updated    when its content was made
 * @param nextUpdate when a newer one is due
 */
record Database(DatabaseKind kind, Path folder, Instant updated, Instant nextUpdate) {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    boolean isDue(Instant now) {
        return now.isAfter(nextUpdate);
    }

    /** When its content was made, for people. */
    String age() {
        return MINUTES.format(updated);
    }
}
