package dev.stave.check.trivy;

import java.time.Duration;

/** Durations for people. */
final class Durations {
    private Durations() {}

    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + (seconds == 1 ? " second" : " seconds");
        }
        return seconds / 60 + (seconds == 60 ? " minute" : " minutes");
    }
}
