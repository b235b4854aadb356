package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.Wire;
import dev.stave.model.HostSpec;
import dev.stave.registry.Credentials;
import dev.stave.registry.Login;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers the registry's challenge, and from then on sends along what it wants. Other hosts get no credentials. */
final class Authorizing implements Wire {
    private static final String HEADER = "Authorization";
    private static final String REPOSITORY = "repository:";

    private final Wire wire;
    private final Endpoint endpoint;
    private final Tokens tokens;
    private final HostSpec host;
    private final Credentials credentials;
    private final Map<List<String>, List<String>> widened = new ConcurrentHashMap<>();
    private volatile @Nullable Challenge known;
    private final Map<String, Optional<Login>> logins = new HashMap<>();

    Authorizing(Wire wire, Endpoint endpoint, Tokens tokens, HostSpec host, Credentials credentials) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.host = host;
        this.credentials = credentials;
    }

    @Override
    public Answer send(Call call) throws IOException {
        if (!endpoint.isHome(call.uri())) {
            return wire.send(call);
        }
        Call first = authorized(call);
        Answer answer = wire.send(first);
        if (answer.status() != 401) {
            return answer;
        }
        Optional<Challenge> challenge = Challenge.best(answer.headers().allValues("WWW-Authenticate"));
        if (challenge.isEmpty()) {
            return answer;
        }
        String refused = first.headers().get(HEADER);
        if (refused != null) {
            tokens.forget(scopes(call), refused.substring(refused.indexOf(' ') + 1));
        }
        known = challenge.get();
        widened.put(call.scopes(), union(call.scopes(), challenge.get().parameter("scope")));
        Call second = authorized(call);
        if (second.headers().get(HEADER) == null || second.headers().get(HEADER).equals(refused)) {
            return answer;
        }
        answer.finish();
        return wire.send(second);
    }

    /** The login that was used, if one was looked for and found. */
    synchronized Optional<Login> loginUsed(Call call) {
        return logins.getOrDefault(repository(call), Optional.empty());
    }

    private Call authorized(Call call) throws IOException {
        Challenge challenge = known;
        if (challenge == null) {
            return call;
        }
        if (challenge.scheme().equals("bearer")) {
            return call.with(HEADER, "Bearer " + tokens.token(call, scopes(call), challenge, login(call)));
        }
        Optional<Login> usable = login(call).filter(l -> !l.identityToken());
        return usable.isPresent() ? call.with(HEADER, Tokens.basic(usable.get())) : call;
    }

    private List<String> scopes(Call call) {
        return widened.getOrDefault(call.scopes(), call.scopes());
    }

    private synchronized Optional<Login> login(Call call) {
        return logins.computeIfAbsent(repository(call), r -> credentials.login(host, r));
    }

    /** The one that is written, or read where none is: the first that the token is for. */
    private static String repository(Call call) {
        return call.scopes().stream()
                .filter(s -> s.startsWith(REPOSITORY))
                .map(s -> s.substring(REPOSITORY.length(), s.lastIndexOf(':')))
                .findFirst()
                .orElse("");
    }

    /** Ours, and what the registry names beyond them. */
    private static List<String> union(List<String> ours, String theirs) {
        Stream<String> more = Arrays.stream(theirs.split(" "))
                .filter(s -> !s.isEmpty() && ours.stream().noneMatch(o -> covers(o, s)));
        return Stream.concat(ours.stream(), more).toList();
    }

    private static boolean covers(String wide, String narrow) {
        int wideColon = wide.lastIndexOf(':');
        int narrowColon = narrow.lastIndexOf(':');
        if (wideColon < 0
                || narrowColon < 0
                || !wide.substring(0, wideColon).equals(narrow.substring(0, narrowColon))) {
            return false;
        }
        return Arrays.asList(wide.substring(wideColon + 1).split(","))
                .containsAll(Arrays.asList(narrow.substring(narrowColon + 1).split(",")));
    }
}
