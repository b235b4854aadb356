package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.Pace;
import dev.stave.http.Wire;
import dev.stave.registry.RegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Makes calls: an unexpected answer becomes a sentence, and what may succeed a little later is tried again, with growing
 * pauses or those that the registry asks for.
 */
final class Caller {
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Wire wire;
    private final Authorizing authorizing;
    private final Complaints complaints;
    private final Limiter limiter;
    private final Pace pace;

    Caller(Authorizing wire, Complaints complaints, Limiter limiter, Pace pace) {
        this.wire = wire;
        this.authorizing = wire;
        this.complaints = complaints;
        this.limiter = limiter;
        this.pace = pace;
    }

    /** Takes what is needed from an answer before it is closed. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Answer answer) throws IOException;
    }

    /** One or more tries of something that says by its exception whether it may be tried again. */
    @FunctionalInterface
    interface Attempt<T> {
        T make();
    }

    Complaints complaints() {
        return complaints;
    }

    /** Calls until an answer with one of the good statuses was read. */
    <T> T call(Call call, Set<Integer> good, Reader<T> reader) {
        return patiently(() -> once(call, good, reader));
    }

    /** Calls a single time. */
    <T> T once(Call call, Set<Integer> good, Reader<T> reader) {
        try {
            Answer answer = open(call, good);
            try {
                return reader.read(answer);
            } finally {
                answer.finish();
            }
        } catch (IOException e) {
            throw complaints.unanswered(call, e);
        }
    }

    /** An answer with one of the good statuses, its body unread; the caller closes it. */
    Answer open(Call call, Set<Integer> good) {
        try {
            Answer answer = wire.send(call);
            if (good.contains(answer.status())) {
                return answer;
            }
            try (answer) {
                heedPause(answer);
                throw complaints.refused(call, answer.status(), answer.shortBody(), authorizing.loginUsed(call));
            }
        } catch (IOException e) {
            throw complaints.unanswered(call, e);
        }
    }

    /** The whole body; one that is larger is refused. */
    byte[] limited(Call call, Answer answer, int mostBytes, String what) throws IOException {
        byte[] bytes = answer.body().readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw complaints.wrong(call, what + " may have " + (mostBytes >> 20) + " MiB, and this one has more", "");
        }
        return bytes;
    }

    /** Tries anew while the failure is a temporary one. */
    <T> T patiently(Attempt<T> attempt) {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.make();
            } catch (RegistryException e) {
                if (!e.isTemporary() || tries == TRIES) {
                    throw e;
                }
                pauseAfter(tries, e);
            }
        }
    }

    /** Waits before try number {@code tries + 1}. */
    void pauseAfter(int tries, RegistryException failure) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 6));
        try {
            pace.sleep(Duration.ofMillis((long) (pause.toMillis() * (0.5 + pace.jitter() / 2))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(failure);
            throw new RegistryException(
                    "interrupted while waiting to try again: " + failure.what(), "", -1, "", interrupted);
        }
    }

    private void heedPause(Answer answer) {
        if (answer.status() != 429 && answer.status() != 503) {
            return;
        }
        Duration asked = answer.header("Retry-After").flatMap(this::pause).orElse(Duration.ofSeconds(1));
        limiter.pause(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
    }

    /** Retry-After is a number of seconds or a date (RFC 9110 section 10.2.3). */
    private Optional<Duration> pause(String retryAfter) {
        if (retryAfter.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        try {
            Instant until = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration time = Duration.between(pace.now(), until);
            return Optional.of(time.isNegative() ? Duration.ZERO : time);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
