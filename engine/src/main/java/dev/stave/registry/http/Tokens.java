package dev.stave.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.Origins;
import dev.stave.http.Pace;
import dev.stave.http.Payload;
import dev.stave.http.Wire;
import dev.stave.registry.Login;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gets bearer tokens from a registry's realm and keeps them per scope until shortly before they end (Docker Registry v2
 * authentication, "token" and "oauth").
 */
final class Tokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_SECONDS = 60;
    private static final int MARGIN_SECONDS = 10;

    private final Endpoint endpoint;
    private final Wire wire;
    private final Complaints complaints;
    private final Pace pace;
    private final Map<List<String>, Object> locks = new ConcurrentHashMap<>();
    private final Map<List<String>, Token> kept = new ConcurrentHashMap<>();

    private record Token(String value, Instant until) {}

    /** @param wire one that sends no credentials of its own */
    Tokens(Endpoint endpoint, Wire wire, Complaints complaints, Pace pace) {
        this.endpoint = endpoint;
        this.wire = wire;
        this.complaints = complaints;
        this.pace = pace;
    }

    /** The token for these scopes, a kept one where there is one. */
    String token(Call call, List<String> scopes, Challenge challenge, Optional<Login> login) throws IOException {
        synchronized (locks.computeIfAbsent(scopes, s -> new Object())) {
            Token known = kept.get(scopes);
            if (known != null && known.until().isAfter(pace.now())) {
                return known.value();
            }
            Token fresh = fetch(call, scopes, challenge, login);
            kept.put(scopes, fresh);
            return fresh.value();
        }
    }

    /** The token was not taken: the next call gets another one. */
    void forget(List<String> scopes, String value) {
        kept.computeIfPresent(scopes, (s, token) -> token.value().equals(value) ? null : token);
    }

    private Token fetch(Call call, List<String> scopes, Challenge challenge, Optional<Login> login) throws IOException {
        URI realm = realm(call, challenge);
        List<String> query = new ArrayList<>();
        if (!challenge.parameter("service").isEmpty()) {
            query.add("service=" + encoded(challenge.parameter("service")));
        }
        boolean oauth = login.map(Login::identityToken).orElse(false);
        Call ask;
        if (oauth) {
            query.add("scope=" + encoded(String.join(" ", scopes)));
            query.add("grant_type=refresh_token");
            query.add("client_id=stave");
            query.add("refresh_token=" + encoded(login.get().secret()));
            ask = Call.of("POST", realm, call.doing(), List.of())
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .sending(Payload.of(String.join("&", query).getBytes(StandardCharsets.UTF_8)));
        } else {
            scopes.forEach(scope -> query.add("scope=" + encoded(scope)));
            String joint = realm.getRawQuery() == null ? "?" : "&";
            ask = Call.of("GET", URI.create(realm + joint + String.join("&", query)), call.doing(), List.of());
            ask = login.isPresent() ? ask.with("Authorization", basic(login.get())) : ask;
        }
        return read(call, ask, login);
    }

    private Token read(Call call, Call ask, Optional<Login> login) throws IOException {
        try (Answer answer = wire.send(ask)) {
            byte[] body = answer.shortBody();
            String before = "no token from " + ask.uri().getHost() + ": ";
            if (answer.status() != 200) {
                throw complaints.refused(call, before, answer.status(), body, login);
            }
            JsonNode root = JSON.readTree(body);
            String value = root.path("token").asText(root.path("access_token").asText(""));
            if (value.isEmpty()) {
                throw complaints.wrong(call, before + "its answer holds none", "");
            }
            int seconds = root.path("expires_in").asInt(USUAL_SECONDS);
            int usable = seconds > 2 * MARGIN_SECONDS ? seconds - MARGIN_SECONDS : seconds / 2;
            return new Token(value, pace.now().plusSeconds(usable));
        }
    }

    private URI realm(Call call, Challenge challenge) {
        URI realm;
        try {
            realm = URI.create(challenge.parameter("realm"));
        } catch (IllegalArgumentException e) {
            throw complaints.wrong(call, "the realm for its tokens is no address", "");
        }
        endpoint.objection(realm).ifPresent(why -> {
            throw complaints.wrong(call, "it wants tokens from " + Origins.of(realm) + ", and " + why, "");
        });
        return realm;
    }

    static String basic(Login login) {
        byte[] pair = (login.username() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
