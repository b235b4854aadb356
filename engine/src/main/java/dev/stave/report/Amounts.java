package dev.stave.report;

import java.time.Duration;
import java.util.Locale;

/** Sizes, rates and durations as people read them. */
public final class Amounts {
    private Amounts() {}

    /** Bytes in powers of 1000, as disks and registries count: {@code 999 B}, {@code 1.2 kB}, {@code 34.5 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double amount = bytes;
        String unit = "";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (amount < 999.95 && !unit.isEmpty()) {
                break;
            }
            amount /= 1000;
            unit = next;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, unit);
    }

    /** Bytes a second; a time of nothing counts as a millisecond. */
    public static String rate(long bytes, Duration time) {
        return bytes(bytes * 1000 / Math.max(1, time.toMillis())) + "/s";
    }

    /** {@code 0.4 s}, {@code 12.3 s}, {@code 4 min 5 s}. */
    public static String duration(Duration time) {
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
