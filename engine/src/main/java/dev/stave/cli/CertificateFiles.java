package dev.stave.cli;

import dev.stave.model.HostException;
import dev.stave.model.Inventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Certificates in PEM, as files name them.
 *
 * @param places files, and folders of {@code .pem}, {@code .crt} and {@code .cer} files
 */
record CertificateFiles(List<Path> places) {
    CertificateFiles {
        places = List.copyOf(places);
    }

    /** What the stack trusts, and what this host was told to trust by SSL_CERT_FILE. */
    static CertificateFiles of(Inventory inventory, Path stackFolder, Environment environment) {
        List<Path> all = new ArrayList<>();
        inventory.certificates().stream().map(stackFolder::resolve).forEach(all::add);
        Stream.of(environment.get("SSL_CERT_FILE"))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .forEach(all::add);
        return new CertificateFiles(all);
    }

    /** All of them, one after the other. */
    String text() {
        StringBuilder all = new StringBuilder();
        places.forEach(
                place -> files(place).forEach(file -> all.append(text(file)).append('\n')));
        return all.toString();
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(f -> f.toString().matches(".*\\.(pem|crt|cer)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(place, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static HostException unreadable(Path place, IOException e) {
        return new HostException("the certificates '" + place + "' cannot be read: " + e.getMessage(), "", e);
    }
}
