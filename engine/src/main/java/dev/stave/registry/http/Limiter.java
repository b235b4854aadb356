package dev.stave.registry.http;

import dev.stave.http.Pace;
import dev.stave.model.HostSpec;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a host gets at once and per second. A host that says it is busy, or that its quota runs out ({@code
 * RateLimit-*}, Docker Hub and IETF draft), is asked more slowly by everybody.
 */
final class Limiter {
    private static final int USUAL_CONNECTIONS = 8;
    private static final Duration LONGEST_SPACING = Duration.ofSeconds(30);
    private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*([0-9]{1,9})");

    private final Semaphore connections;
    private final Duration ownSpacing;
    private final Pace pace;
    private Duration spacing;
    private Instant next = Instant.MIN;

    Limiter(HostSpec host, Pace pace) {
        this.connections = new Semaphore(host.connections() > 0 ? host.connections() : USUAL_CONNECTIONS, true);
        this.ownSpacing = host.requestsPerSecond() > 0
                ? Duration.ofNanos(1_000_000_000L / host.requestsPerSecond())
                : Duration.ZERO;
        this.spacing = ownSpacing;
        this.pace = pace;
    }

    /** Waits for a turn; each turn is given back by {@link #leave}. */
    void enter() throws InterruptedException {
        connections.acquire();
        try {
            Duration wait = reserve();
            if (!wait.isZero()) {
                pace.sleep(wait);
            }
        } catch (InterruptedException e) {
            connections.release();
            throw e;
        }
    }

    void leave() {
        connections.release();
    }

    /** No request begins before the time is over. */
    synchronized void pause(Duration time) {
        Instant until = pace.now().plus(time);
        next = until.isAfter(next) ? until : next;
    }

    /** Spreads what is left of the host's quota over the time until it is renewed. */
    synchronized void learn(HttpHeaders headers) {
        OptionalLong remaining = number(headers, "RateLimit-Remaining");
        OptionalLong limit = number(headers, "RateLimit-Limit");
        if (remaining.isEmpty() || limit.isEmpty()) {
            return;
        }
        boolean scarce = remaining.getAsLong() * 10 < limit.getAsLong();
        long reset = number(headers, "RateLimit-Reset").orElse(1 + remaining.getAsLong());
        Duration wanted = Duration.ofSeconds(reset).dividedBy(1 + remaining.getAsLong());
        Duration capped = wanted.compareTo(LONGEST_SPACING) > 0 ? LONGEST_SPACING : wanted;
        spacing = scarce && capped.compareTo(ownSpacing) > 0 ? capped : ownSpacing;
    }

    private synchronized Duration reserve() {
        Instant now = pace.now();
        Instant turn = next.isAfter(now) ? next : now;
        next = turn.plus(spacing);
        return Duration.between(now, turn);
    }

    private static OptionalLong number(HttpHeaders headers, String name) {
        Matcher matcher = LEADING_NUMBER.matcher(headers.firstValue(name).orElse(""));
        return matcher.lookingAt() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
