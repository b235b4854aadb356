package dev.stave.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Gets files from web servers. What may succeed a little later is tried again with growing pauses; redirects are followed
 * by us, never from https to http, nor from elsewhere to this machine or its link. A user in an address is sent to that
 * server alone. Safe for many threads.
 */
public final class WebClient {
    private static final int TRIES = 4;
    private static final int MOST_REDIRECTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final Wire wire;
    private final Proxies proxies;
    private final Pace pace;

    public WebClient(Trust trust, Proxies proxies, Deadlines deadlines, Pace pace) {
        this.wire = new JdkWire(trust, deadlines, proxies);
        this.proxies = proxies;
        this.pace = pace;
    }

    /**
     * The whole of a small file; empty where the server has none of that name.
     *
     * @throws WebException where the server does not send it, or sends more than {@code mostBytes}
     */
    public Optional<byte[]> read(URI uri, int mostBytes) {
        return patiently(() -> {
            Answer answer = open(uri, "");
            try (answer) {
                if (answer.status() != 200) {
                    return Optional.empty();
                }
                byte[] bytes = answer.body().readNBytes(mostBytes + 1);
                if (bytes.length > mostBytes) {
                    throw wrong(uri, "it has more than the " + mostBytes + " bytes that such a file has");
                }
                return Optional.of(bytes);
            } catch (IOException e) {
                throw unanswered(uri, e);
            }
        });
    }

    /**
     * Downloads into a file, going on where its end is; false where the server has none of that name. What was there may
     * not fit what comes: the caller checks the whole.
     *
     * @param sizeBytes what the whole file has; negative where nobody knows
     */
    public boolean download(URI uri, Path part, long sizeBytes) {
        return new Download(this, uri, part, sizeBytes).run();
    }

    /** One or more tries of something that says by its exception whether it may be tried again. */
    @FunctionalInterface
    interface Attempt<T> {
        T make();
    }

    <T> T patiently(Attempt<T> attempt) {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.make();
            } catch (WebException e) {
                if (!e.isTemporary() || tries == TRIES) {
                    throw e;
                }
                pauseAfter(tries, e);
            }
        }
    }

    /** Waits before try number {@code tries + 1}. */
    void pauseAfter(int tries, WebException failure) {
        long pause = FIRST_PAUSE.toMillis() << Math.min(tries - 1, 6);
        long own = (long) (pause * (0.5 + pace.jitter() / 2));
        try {
            long longest = LONGEST_PAUSE.toMillis();
            pace.sleep(Duration.ofMillis(
                    Math.min(longest, Math.max(own, failure.asked().toMillis()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WebException("interrupted while waiting to try again: " + failure.what(), "", false, e);
        }
    }

    /**
     * An answer that brings the file, a part of it, or that there is none (404, 410, 416); the caller closes it.
     *
     * @param range value of a Range header; empty for the whole
     */
    Answer open(URI uri, String range) {
        try {
            Answer answer = send(uri, range);
            if (List.of(200, 206, 404, 410, 416).contains(answer.status())) {
                return answer;
            }
            try (answer) {
                throw new WebException(
                                words(uri) + ": status " + answer.status(),
                                answer.status() == 407 ? "the proxy wants a user: write it in HTTPS_PROXY" : "",
                                TEMPORARY.contains(answer.status()),
                                null)
                        .after(asked(answer));
            }
        } catch (IOException e) {
            throw unanswered(uri, e);
        }
    }

    /** Seconds; dates are left to registries, which limit people. */
    private static Duration asked(Answer answer) {
        return answer.header("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    private Answer send(URI uri, String range) throws IOException {
        URI next = withoutUser(uri);
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            Call call = Call.of("GET", next, "send " + file(uri), List.of());
            if (!range.isEmpty()) {
                call = call.with("Range", range);
            }
            if (uri.getUserInfo() != null && Origins.same(uri, next)) {
                call = call.with("Authorization", basic(uri.getUserInfo()));
            }
            Answer answer = wire.send(call);
            Optional<String> location = answer.header("Location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            answer.finish();
            next = follow(uri, next, location.get());
        }
        throw wrong(uri, "it redirected more than " + MOST_REDIRECTS + " times");
    }

    private URI follow(URI from, URI here, String location) {
        URI target;
        try {
            target = here.resolve(location);
        } catch (IllegalArgumentException e) {
            throw wrong(from, "it sent us to an address that cannot be read");
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        String why = target.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))
                ? "that is no http address"
                : scheme.equals("http") && "https".equalsIgnoreCase(here.getScheme())
                        ? "that leads from https to plain http"
                        : Origins.isInternal(target.getHost()) && !Origins.isInternal(from.getHost())
                                ? "that is an address of this machine or its link"
                                : "";
        if (!why.isEmpty()) {
            throw wrong(from, "it sent us to " + Origins.of(target) + ", and " + why);
        }
        return withoutUser(target);
    }

    WebException wrong(URI uri, String why) {
        return new WebException(words(uri) + ": " + why, "", false, null);
    }

    WebException unanswered(URI uri, IOException failure) {
        if (failure instanceof InterruptedIOException) {
            return new WebException(
                    "interrupted while " + uri.getHost() + " was to send " + file(uri), "", false, failure);
        }
        NoAnswer answer = NoAnswer.of(failure);
        URI proxy = proxies.proxyFor(uri);
        String through = proxy == null ? "" : " (through the proxy " + proxy.getHost() + ":" + proxy.getPort() + ")";
        return new WebException(
                words(uri) + ": " + answer.why() + through, hint(answer.kind()), answer.temporary(), failure);
    }

    private static String hint(NoAnswer.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST -> "check its spelling, the name servers and HTTPS_PROXY";
            case UNREACHABLE, REFUSED -> "is it reachable from here?";
            case UNTRUSTED -> "write certificates 'FILE' with the certificate of its authority";
            case NO_TLS -> "is it a plain http server? write http://";
            case OTHER -> "";
        };
    }

    private static String words(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getHost() + port + " could not send " + file(uri);
    }

    private static String file(URI uri) {
        return String.valueOf(uri.getPath());
    }

    private static URI withoutUser(URI uri) {
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replaceFirst("://[^/@]*@", "://"));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }
}
