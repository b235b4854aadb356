package dev.stave.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a builder's input is pinned to, as the lock has it: three words with a space between them.
 *
 * @param what     what was asked for: the flavour of a stage3, {@code snapshot}, {@code git:URL#REF} or {@code rsync:URL}
 * @param date     when that was made, in UTC: {@code 20261115T164556Z}, or a day alone, {@code 20261115}
 * @param identity its content: a digest ({@code sha512:…}, {@code sha256:…}) or the hexadecimal name of a commit
 */
public record BuilderPin(String what, String date, String identity) {
    private static final Pattern DATE = Pattern.compile("[0-9]{8}(T[0-9]{6}Z)?");
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    public BuilderPin {
        if (what.isEmpty() || what.indexOf(' ') >= 0 || identity.isEmpty() || identity.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("no pin: '" + what + "', '" + identity + "'");
        }
        if (!DATE.matcher(date).matches()) {
            throw new IllegalArgumentException("no date of a pin: '" + date + "'");
        }
    }

    /** Empty where the text is no such pin. */
    public static Optional<BuilderPin> tryParse(String text) {
        String[] words = text.split(" ", -1);
        boolean three = words.length == 3 && !words[0].isEmpty() && !words[2].isEmpty();
        return three && DATE.matcher(words[1]).matches()
                ? Optional.of(new BuilderPin(words[0], words[1], words[2]))
                : Optional.empty();
    }

    /** The instant as a pin's date. */
    public static String date(Instant instant) {
        return INSTANT.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    /** When it was made; a day alone began at midnight. Empty where the digits are no date. */
    public Optional<Instant> instant() {
        try {
            LocalDateTime time = date.length() == 8
                    ? LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay()
                    : LocalDateTime.parse(date, INSTANT);
            return Optional.of(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it was made before the other one; of one day both are as new. */
    public boolean isOlderThan(BuilderPin other) {
        int common = Math.min(date.length(), other.date.length());
        return date.substring(0, common).compareTo(other.date.substring(0, common)) < 0;
    }

    /** With no more of the identity than people compare. */
    public String abbreviated() {
        int end = identity.indexOf(':') + 1 + 12;
        return what + " " + date + " " + identity.substring(0, Math.min(end, identity.length()));
    }

    @Override
    public String toString() {
        return what + " " + date + " " + identity;
    }
}
