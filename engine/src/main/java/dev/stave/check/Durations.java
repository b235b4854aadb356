package dev.stave.check;

import java.time.Duration;

/** Durations for people. */
public final class Durations {
    private Durations() {}

    /** Whole minutes where it is so, else seconds: {@code 5 minutes}. */
    public static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + (seconds == 1 ? " second" : " seconds");
        }
        return seconds / 60 + (seconds == 60 ? " minute" : " minutes");
    }
}
