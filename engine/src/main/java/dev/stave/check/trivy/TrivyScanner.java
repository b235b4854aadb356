package dev.stave.check.trivy;

import dev.stave.check.AcceptedFindings;
import dev.stave.check.Advised;
import dev.stave.check.Advisories;
import dev.stave.check.PlatformScan;
import dev.stave.check.ScanReport;
import dev.stave.check.Scanner;
import dev.stave.check.Verdicts;
import dev.stave.model.CancelledException;
import dev.stave.model.EngineException;
import dev.stave.model.ScanPolicy;
import dev.stave.model.ScanPolicy.Tolerance;
import dev.stave.model.Verdict;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.StoredImage;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Scans with Trivy, run as a process for each platform. Safe for many threads; a database is fetched once for all. */
public final class TrivyScanner implements Scanner {
    /** Releases that an attacker published (CVE-2026-33634). */
    private static final Set<String> MALICIOUS = Set.of("0.69.4", "0.69.5", "0.69.6");

    private final TrivySettings settings;
    private final Trivy trivy;
    private final Databases databases;
    private final Reports reports;
    private final AcceptedFindings.Reader acceptedFindings;
    private final InstantSource clock;
    private final Advisories advisories;

    public TrivyScanner(
            TrivySettings settings,
            ProcessRunner processes,
            AcceptedFindings.Reader acceptedFindings,
            InstantSource clock,
            Advisories advisories) {
        this.advisories = advisories;
        this.settings = settings;
        this.trivy = new Trivy(settings, processes);
        this.databases = new Databases(trivy, settings, clock);
        this.reports = new Reports(settings.reports());
        this.acceptedFindings = acceptedFindings;
        this.clock = clock;
    }

    @Override
    public List<String> complaints(ScanPolicy policy, Path stackFolder) {
        if (policy.off()) {
            return List.of();
        }
        List<String> complaints = new ArrayList<>();
        try {
            String version = version();
            if (MALICIOUS.contains(version)) {
                complaints.add("Trivy " + version + " at " + settings.program()
                        + " was published by an attacker (CVE-2026-33634): remove it and install another");
            }
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException e) {
            complaints.add("Trivy at " + settings.program() + " cannot be used: " + e.what());
            return complaints;
        }
        complainOfFolder(policy, stackFolder).ifPresent(complaints::add);
        try {
            accepted(policy, stackFolder);
        } catch (EngineException e) {
            complaints.addAll(e.what().lines().toList());
        }
        return complaints;
    }

    /** A folder is there or not; what a registry has is seen when it is asked. */
    private Optional<String> complainOfFolder(ScanPolicy policy, Path stackFolder) {
        boolean isFolder =
                DatabaseSource.of(policy.database(), stackFolder).folder().isPresent();
        if (!isFolder || policy.noDatabase() != Tolerance.FAIL) {
            return Optional.empty();
        }
        try {
            databases.find(DatabaseKind.VULNERABILITIES, policy, stackFolder);
            return Optional.empty();
        } catch (NoDatabaseException e) {
            return Optional.of(e.sentence());
        }
    }

    @Override
    public ScanReport scan(StoredImage image, Quarantine quarantine, ScanPolicy policy, Path stackFolder) {
        if (policy.off()) {
            return ScanReport.off();
        }
        Verdicts verdicts = new Verdicts(policy, AcceptedFindings.NONE, today(), "Trivy");
        Advised advised = Advised.of(image, advisories);
        try {
            String version = version();
            verdicts = new Verdicts(
                    policy, accepted(policy, stackFolder), today(), "Trivy " + version + advised.sources());
            Database database = databases.find(DatabaseKind.VULNERABILITIES, policy, stackFolder);
            verdicts = new Verdicts(
                    policy,
                    verdicts.accepted(),
                    verdicts.today(),
                    "Trivy " + version + ", database of " + database.age() + advised.sources());
            List<PlatformScan> scans = new ArrayList<>(advised.scans());
            for (PlatformImage one : image.platforms()) {
                scans.add(scan(one, new Job(quarantine, policy, stackFolder, version, database)));
            }
            return verdicts.judge(scans);
        } catch (NoDatabaseException e) {
            // what the advisories refuse, no scan can allow
            ScanReport known = verdicts.judge(advised.scans());
            return known.verdict() == Verdict.REFUSED ? known : verdicts.withoutDatabase(e.sentence());
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException e) {
            return verdicts.failed(e.what());
        }
    }

    private PlatformScan scan(PlatformImage image, Job job) throws NoDatabaseException {
        Optional<byte[]> kept = reports.find(image.manifest().digest(), job.trivy(), job.database());
        if (kept.isPresent()) {
            return TrivyReport.read(image.platform(), kept.get());
        }
        try (Workspace workspace = Workspace.in(settings.cache().resolve("trivy"))) {
            workspace.show(DatabaseKind.VULNERABILITIES, job.database().folder());
            ProcessResult result = trivy.scan(image.manifest().digest(), job.quarantine(), workspace);
            if (!result.succeeded() && wantsJava(result)) {
                Database java = databases.find(DatabaseKind.JAVA, job.policy(), job.stackFolder());
                workspace.show(DatabaseKind.JAVA, java.folder());
                result = trivy.scan(image.manifest().digest(), job.quarantine(), workspace);
            }
            if (!result.succeeded()) {
                return new PlatformScan.Failed(image.platform(), "Trivy failed: " + trivy.complaint(result));
            }
            return read(image, job, workspace);
        }
    }

    private PlatformScan read(PlatformImage image, Job job, Workspace workspace) {
        try {
            byte[] report = Files.readAllBytes(workspace.report());
            PlatformScan scan = TrivyReport.read(image.platform(), report);
            scan.match(
                    seen -> {
                        reports.keep(image.manifest().digest(), job.trivy(), job.database(), report);
                        return true;
                    },
                    failed -> false);
            return scan;
        } catch (IOException e) {
            return new PlatformScan.Failed(image.platform(), "Trivy wrote no report");
        }
    }

    /** Trivy only says so: that it met a JAR and has no Java database. */
    private static boolean wantsJava(ProcessResult result) {
        return !result.timedOut() && result.stderr().toLowerCase(Locale.ROOT).contains("java db");
    }

    private String version() {
        try (Workspace workspace = Workspace.in(settings.cache().resolve("trivy"))) {
            return trivy.versions(workspace).trivy();
        }
    }

    private AcceptedFindings accepted(ScanPolicy policy, Path stackFolder) {
        String file = policy.ignoreFile();
        return file == null ? AcceptedFindings.NONE : acceptedFindings.read(stackFolder.resolve(file));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private record Job(Quarantine quarantine, ScanPolicy policy, Path stackFolder, String trivy, Database database) {}
}
