package dev.stave.check.trivy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How Trivy is run on this host.
 *
 * @param program       the executable
 * @param cache         STAVE_CACHE: databases, and the folders that Trivy works in
 * @param reports       where its reports are kept, by digest
 * @param downloads     environment that only the download of a database sees: proxies, SSL_CERT_FILE, DOCKER_CONFIG
 * @param insecureHosts registries that may be spoken to in plain http, beside those on loopback
 * @param timeout       of one scan or download; Trivy is killed then
 * @param tolerance     how long after its due date a database that cannot be replaced is still used
 */
public record TrivySettings(
        Path program,
        Path cache,
        Path reports,
        Map<String, String> downloads,
        Set<String> insecureHosts,
        Duration timeout,
        Duration tolerance) {
    private static final Duration LONGEST_SCAN = Duration.ofMinutes(15);
    private static final Duration TOLERANCE = Duration.ofDays(5);

    public TrivySettings {
        downloads = Map.copyOf(downloads);
        insecureHosts = Set.copyOf(insecureHosts);
    }

    /** With 15 minutes for a scan, and databases used up to five days after their due date. */
    public static TrivySettings of(Path program, Path cache, Path reports) {
        return new TrivySettings(program, cache, reports, Map.of(), Set.of(), LONGEST_SCAN, TOLERANCE);
    }

    public TrivySettings withDownloads(Map<String, String> environment, Set<String> insecure) {
        return new TrivySettings(program, cache, reports, environment, insecure, timeout, tolerance);
    }

    public TrivySettings within(Duration newTimeout) {
        return new TrivySettings(program, cache, reports, downloads, insecureHosts, newTimeout, tolerance);
    }
}
