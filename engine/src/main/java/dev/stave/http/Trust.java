package dev.stave.http;

import dev.stave.model.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Which certificate authorities are trusted: the JVM's, and those in these files or folders (PEM or DER; of a folder its
 * files that end in .pem, .crt or .cer).
 */
public record Trust(List<Path> extra) {
    public Trust {
        extra = List.copyOf(extra);
    }

    public Trust and(Path more) {
        return new Trust(Stream.concat(extra.stream(), Stream.of(more)).toList());
    }

    /** @throws HostException where a file cannot be read or holds no certificate */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new HostException("the trusted certificates could not be set up: " + e.getMessage(), "", e);
        }
    }

    private TrustManager[] managers() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        if (extra.isEmpty()) {
            return factory.getTrustManagers();
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (TrustManager manager : factory.getTrustManagers()) {
            for (X509Certificate known : ((X509TrustManager) manager).getAcceptedIssuers()) {
                all.setCertificateEntry("jvm" + number++, known);
            }
        }
        for (Path path : extra) {
            for (Certificate own : certificates(path)) {
                all.setCertificateEntry("own" + number++, own);
            }
        }
        TrustManagerFactory merged = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        merged.init(all);
        return merged.getTrustManagers();
    }

    private static List<Certificate> certificates(Path path) {
        try {
            List<Certificate> found = new ArrayList<>();
            for (Path file : files(path)) {
                found.addAll(read(file));
            }
            if (found.isEmpty()) {
                throw new HostException("'" + path + "' holds no certificate", "a PEM or DER certificate is wanted");
            }
            return found;
        } catch (IOException e) {
            throw new HostException(
                    "the certificates '" + path + "' cannot be read: " + e.getMessage(), "check 'ca' of the host", e);
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(f -> f.toString().matches(".*\\.(pem|crt|cer)"))
                    .sorted()
                    .toList();
        }
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new HostException("the certificate file '" + file + "' does not exist", "check 'ca' of the host", e);
        } catch (CertificateException e) {
            throw new HostException("'" + file + "' holds no certificate", "a PEM or DER certificate is wanted", e);
        } catch (IOException e) {
            throw new HostException("'" + file + "' cannot be read: " + e.getMessage(), "", e);
        }
    }
}
