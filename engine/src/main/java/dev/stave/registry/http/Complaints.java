package dev.stave.registry.http;

import dev.stave.http.Call;
import dev.stave.http.NoAnswer;
import dev.stave.http.Origins;
import dev.stave.http.Proxies;
import dev.stave.registry.Login;
import dev.stave.registry.RegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/** Words what went wrong with a call: on which host, what was being done, why, and what helps. */
final class Complaints {
    private final Endpoint endpoint;
    private final Proxies proxies;

    Complaints(Endpoint endpoint, Proxies proxies) {
        this.endpoint = endpoint;
        this.proxies = proxies;
    }

    RegistryException refused(Call call, int status, byte[] body, Optional<Login> login) {
        return refused(call, "", status, body, login);
    }

    /** @param before what comes before the registry's own words, such as who really said them */
    RegistryException refused(Call call, String before, int status, byte[] body, Optional<Login> login) {
        RegistryErrors errors = RegistryErrors.parse(body);
        String verb = status >= 500 ? " failed to " : " refused to ";
        return new RegistryException(
                endpoint.name() + verb + call.doing() + ": " + before + errors.sentence(status),
                hint(status, errors, login),
                status,
                errors.code(),
                null);
    }

    RegistryException unanswered(Call call, IOException failure) {
        if (failure instanceof InterruptedIOException) {
            return new RegistryException("interrupted while about to " + call.doing(), "", -1, "", failure);
        }
        ElsewhereException elsewhere = NoAnswer.cause(failure, ElsewhereException.class);
        NoAnswer cause = NoAnswer.of(failure);
        String where = elsewhere == null ? "" : "it sent us to " + elsewhere.origin() + ", and there: ";
        int status = cause.temporary() ? RegistryException.NO_ANSWER : RegistryException.NO_USE;
        return new RegistryException(
                endpoint.name() + " could not " + call.doing() + ": " + where + cause.why() + proxyWords(call),
                hint(cause.kind(), endpoint.name()),
                status,
                "",
                failure);
    }

    /** What was answered is not what the protocol promises. */
    RegistryException wrong(Call call, String why, String hint) {
        return RegistryException.lasting(endpoint.name() + " could not " + call.doing() + ": " + why, hint);
    }

    private String hint(int status, RegistryErrors errors, Optional<Login> login) {
        if (status == 401 || status == 403) {
            return login.map(l -> "check username and password in " + l.origin() + ", and what that account may do")
                    .orElse("no credentials are known for it: log in with 'docker login " + endpoint.name()
                            + "', or write host '" + endpoint.name() + "', auth: 'FILE'");
        }
        if (status == 400 && errors.message().contains("HTTP request to an HTTPS server")) {
            return endpoint.name().equals(endpoint.origin().getHost()) || !Origins.isLoopbackName(endpoint.name())
                    ? "it speaks https: remove 'insecure' from host '" + endpoint.name() + "'"
                    : "it speaks https: write host '" + endpoint.name() + "', ca: 'FILE'";
        }
        if (status == 429) {
            return "log in to get a larger quota, or write host '" + endpoint.name() + "', requestsPerSecond: N";
        }
        return status == 413 ? "the registry, or a proxy before it, limits the size of an upload" : "";
    }

    private static String hint(NoAnswer.Kind kind, String name) {
        return switch (kind) {
            case UNKNOWN_HOST -> "check its spelling, the name servers and HTTPS_PROXY";
            case UNREACHABLE -> "is it reachable from here?";
            case REFUSED -> "is the registry running there, and is the port right?";
            case NO_TLS -> "is it a plain http registry? write host '" + name + "', insecure: true";
            case UNTRUSTED -> "write host '" + name + "', ca: 'FILE' with the certificate of its authority";
            case OTHER -> "";
        };
    }

    private String proxyWords(Call call) {
        java.net.URI proxy = proxies.proxyFor(call.uri());
        return proxy == null ? "" : " (through the proxy " + proxy.getHost() + ":" + proxy.getPort() + ")";
    }
}
