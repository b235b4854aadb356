package dev.stave.model;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scan must say before an image may be tagged.
 *
 * @param off           no scan at all: the verdict is {@code notScanned}
 * @param failOn        findings of this severity and above refuse the image
 * @param ignoreUnfixed findings without a fixed version do not count
 * @param unscannable   what an image means in which the scanner finds nothing it knows
 * @param noDatabase    what it means that there is no vulnerability database
 * @param ignoreFile    accepted findings, relative to the stack file; null where there are none
 * @param database      a reference or a folder where Trivy's databases come from; null for Trivy's own
 */
public record ScanPolicy(
        boolean off,
        Severity failOn,
        boolean ignoreUnfixed,
        Tolerance unscannable,
        Tolerance noDatabase,
        @Nullable String ignoreFile,
        @Nullable String database) {
    /** What applies where a stack says nothing. */
    public static final ScanPolicy DEFAULT =
            new ScanPolicy(false, Severity.CRITICAL, false, Tolerance.FAIL, Tolerance.FAIL, null, null);

    public static final ScanPolicy OFF =
            new ScanPolicy(true, Severity.CRITICAL, false, Tolerance.FAIL, Tolerance.FAIL, null, null);

    /** Severities as Trivy names them, lowest first. */
    public enum Severity {
        UNKNOWN,
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL;

        public static Optional<Severity> tryParse(String word) {
            for (Severity severity : values()) {
                if (severity.word().equals(word.toLowerCase(Locale.ROOT))) {
                    return Optional.of(severity);
                }
            }
            return Optional.empty();
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What to do about something that cannot be judged. */
    public enum Tolerance {
        FAIL,
        WARN,
        ALLOW;

        public static Optional<Tolerance> tryParse(String word) {
            for (Tolerance tolerance : values()) {
                if (tolerance.word().equals(word)) {
                    return Optional.of(tolerance);
                }
            }
            return Optional.empty();
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
