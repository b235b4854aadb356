package dev.stave.registry.http;

import dev.stave.registry.Login;
import dev.stave.registry.RegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Words what went wrong with a call: on which host, what was being done, why, and what helps. */
final class Complaints {
    private final Endpoint endpoint;
    private final Proxies proxies;

    /** Why there was no answer, what helps, and whether it may be different a little later. */
    private record Cause(String why, String hint, boolean temporary) {}

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
        ElsewhereException elsewhere = find(failure, ElsewhereException.class);
        Cause cause = cause(failure, endpoint.name());
        String where = elsewhere == null ? "" : "it sent us to " + elsewhere.origin() + ", and there: ";
        int status = cause.temporary() ? RegistryException.NO_ANSWER : RegistryException.NO_USE;
        return new RegistryException(
                endpoint.name() + " could not " + call.doing() + ": " + where + cause.why() + proxyWords(call),
                cause.hint(),
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
            return endpoint.name().equals(endpoint.origin().getHost()) || !Endpoint.isLoopbackName(endpoint.name())
                    ? "it speaks https: remove 'insecure' from host '" + endpoint.name() + "'"
                    : "it speaks https: write host '" + endpoint.name() + "', ca: 'FILE'";
        }
        if (status == 429) {
            return "log in to get a larger quota, or write host '" + endpoint.name() + "', requestsPerSecond: N";
        }
        return status == 413 ? "the registry, or a proxy before it, limits the size of an upload" : "";
    }

    private static Cause cause(IOException failure, String name) {
        if (find(failure, SSLException.class) != null) {
            return tls(failure, name);
        }
        if (find(failure, UnresolvedAddressException.class) != null
                || find(failure, UnknownHostException.class) != null) {
            return new Cause("unknown host", "check its spelling, the name servers and HTTPS_PROXY", false);
        }
        if (find(failure, HttpConnectTimeoutException.class) != null) {
            return new Cause("no connection came about in time", "is it reachable from here?", true);
        }
        if (find(failure, ConnectException.class) != null) {
            return new Cause("connection refused", "is the registry running there, and is the port right?", true);
        }
        String message = String.valueOf(failure.getMessage());
        boolean silent = message.contains("received no bytes") || message.contains("EOF reached");
        return new Cause(silent ? "the connection was closed without an answer" : message, "", true);
    }

    private static Cause tls(IOException failure, String name) {
        String message = String.valueOf(failure.getMessage());
        String trust = "write host '" + name + "', ca: 'FILE' with the certificate of its authority";
        if (message.contains("nrecognized SSL message")) {
            return new Cause(
                    "it does not speak TLS",
                    "is it a plain http registry? write host '" + name + "', insecure: true",
                    false);
        }
        if (find(failure, CertificateExpiredException.class) != null) {
            return new Cause("its certificate has expired", "", false);
        }
        if (find(failure, CertPathBuilderException.class) != null || message.contains("PKIX path")) {
            return new Cause("its certificate is signed by an authority that is not trusted here", trust, false);
        }
        CertificateException certificate = find(failure, CertificateException.class);
        if (certificate != null) {
            return new Cause("its certificate does not fit: " + certificate.getMessage(), "", false);
        }
        boolean handshake = failure instanceof javax.net.ssl.SSLHandshakeException;
        return new Cause("TLS failed: " + message, "", !handshake);
    }

    private String proxyWords(Call call) {
        java.net.URI proxy = proxies.proxyFor(call.uri());
        return proxy == null ? "" : " (through the proxy " + proxy.getHost() + ":" + proxy.getPort() + ")";
    }

    private static <T extends Throwable> @Nullable T find(Throwable from, Class<T> type) {
        int depth = 0;
        for (Throwable t = from; t != null && depth < 20; t = t.getCause(), depth++) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
