package dev.stave.cli;

import dev.stave.gentoo.GentooInputs;
import dev.stave.gentoo.HookPins;
import dev.stave.gentoo.mirror.FetchedByHooks;
import dev.stave.gentoo.mirror.MirroredInputs;
import dev.stave.http.Deadlines;
import dev.stave.http.Pace;
import dev.stave.http.Proxies;
import dev.stave.http.Trust;
import dev.stave.http.WebClient;
import dev.stave.process.ProcessRunner;
import dev.stave.state.AtomicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes what finds the stages and trees that builders start from. */
final class GentooWiring {
    private static final List<String> SYSTEM_BUNDLES =
            List.of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem");

    private final Environment environment;
    private final Path stackFolder;
    private final List<Path> certificates;
    private final boolean offline;

    /** @param certificates files or folders that every download trusts */
    GentooWiring(Environment environment, Path stackFolder, List<Path> certificates, boolean offline) {
        this.environment = environment;
        this.stackFolder = stackFolder;
        this.certificates = certificates;
        this.offline = offline;
    }

    GentooInputs inputs(ProcessRunner processes) {
        return new MirroredInputs(
                new MirroredInputs.Places(environment.home(), stackFolder, gitVariables(), offline),
                client(),
                processes,
                InstantSource.system());
    }

    HookPins hookPins(ProcessRunner processes) {
        return offline ? HookPins.NOBODY : new FetchedByHooks(processes, gitVariables(), client());
    }

    private WebClient client() {
        return new WebClient(
                new Trust(certificates), Proxies.from(environment.variables()), Deadlines.USUAL, Pace.system());
    }

    /** Git knows one file of certificates, or the system's: it gets a file with both. */
    private Map<String, String> gitVariables() {
        if (certificates.isEmpty()) {
            return Map.of();
        }
        StringBuilder all = new StringBuilder();
        systemBundle().ifPresent(file -> all.append(new CertificateFiles(List.of(file)).text()));
        all.append(new CertificateFiles(certificates).text());
        Path bundle = environment
                .cache()
                .resolve("certificates-" + Integer.toHexString(all.toString().hashCode()) + ".pem");
        if (!Files.exists(bundle)) {
            AtomicFiles.write(bundle, all.toString());
        }
        return Map.of("GIT_SSL_CAINFO", bundle.toString());
    }

    private Optional<Path> systemBundle() {
        String named = environment.get("SSL_CERT_FILE");
        return Stream.concat(Stream.of(named).filter(n -> !n.isEmpty()), SYSTEM_BUNDLES.stream())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
