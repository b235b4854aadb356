package dev.stave.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why there was no answer, in words.
 *
 * @param temporary whether it may be different a little later
 */
public record NoAnswer(Kind kind, String why, boolean temporary) {
    /** What helps differs by it. */
    public enum Kind {
        UNKNOWN_HOST,
        UNREACHABLE,
        REFUSED,
        NO_TLS,
        UNTRUSTED,
        OTHER
    }

    public static NoAnswer of(IOException failure) {
        if (cause(failure, SSLException.class) != null) {
            return tls(failure);
        }
        if (cause(failure, UnresolvedAddressException.class) != null
                || cause(failure, UnknownHostException.class) != null) {
            return new NoAnswer(Kind.UNKNOWN_HOST, "unknown host", false);
        }
        if (cause(failure, HttpConnectTimeoutException.class) != null) {
            return new NoAnswer(Kind.UNREACHABLE, "no connection came about in time", true);
        }
        if (cause(failure, ConnectException.class) != null) {
            return new NoAnswer(Kind.REFUSED, "connection refused", true);
        }
        String message = String.valueOf(failure.getMessage());
        boolean silent = message.contains("received no bytes") || message.contains("EOF reached");
        return new NoAnswer(Kind.OTHER, silent ? "the connection was closed without an answer" : message, true);
    }

    private static NoAnswer tls(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("nrecognized SSL message")) {
            return new NoAnswer(Kind.NO_TLS, "it does not speak TLS", false);
        }
        if (cause(failure, CertificateExpiredException.class) != null) {
            return new NoAnswer(Kind.OTHER, "its certificate has expired", false);
        }
        if (cause(failure, CertPathBuilderException.class) != null || message.contains("PKIX path")) {
            return new NoAnswer(
                    Kind.UNTRUSTED, "its certificate is signed by an authority that is not trusted here", false);
        }
        CertificateException certificate = cause(failure, CertificateException.class);
        if (certificate != null) {
            return new NoAnswer(Kind.OTHER, "its certificate does not fit: " + certificate.getMessage(), false);
        }
        boolean handshake = failure instanceof javax.net.ssl.SSLHandshakeException;
        return new NoAnswer(Kind.OTHER, "TLS failed: " + message, !handshake);
    }

    /** The first of this type in the chain of causes; null where there is none. */
    public static <T extends Throwable> @Nullable T cause(Throwable from, Class<T> type) {
        int depth = 0;
        for (Throwable t = from; t != null && depth < 20; t = t.getCause(), depth++) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
