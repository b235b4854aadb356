package dev.stave.check.trivy;

import dev.stave.check.AcceptedFindings;
import dev.stave.check.Advised;
import dev.stave.check.Advisories;
import dev.stave.check.PlatformScan;
import dev.stave.check.ScanReport;
import dev.stave.check.Scanner;
import dev.stave.check.Verdicts;
import dev.stave.model.EngineException;
import dev.stave.model.ScanPolicy;
import dev.stave.model.Verdict;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.StoredImage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the reports of earlier scans by today's policy; starts no program. */
public final class KeptScans implements Scanner {
    private static final String SCANNER = "an earlier scan";

    private final Reports reports;
    private final AcceptedFindings.Reader acceptedFindings;
    private final InstantSource clock;
    private final Advisories advisories;

    /** @param reports the folder that {@link TrivyScanner} keeps its reports in */
    public KeptScans(
            Path reports, AcceptedFindings.Reader acceptedFindings, InstantSource clock, Advisories advisories) {
        this.advisories = advisories;
        this.reports = new Reports(reports);
        this.acceptedFindings = acceptedFindings;
        this.clock = clock;
    }

    @Override
    public List<String> complaints(ScanPolicy policy, Path stackFolder) {
        return List.of();
    }

    @Override
    public ScanReport scan(StoredImage image, Quarantine quarantine, ScanPolicy policy, Path stackFolder) {
        if (policy.off()) {
            return ScanReport.off();
        }
        List<PlatformScan> scans = new ArrayList<>(Advised.of(image, advisories).scans());
        for (PlatformImage one : image.platforms()) {
            Optional<byte[]> report = reports.last(one.manifest().digest());
            if (report.isEmpty()) {
                return new ScanReport(
                        Verdict.NOT_SCANNED,
                        "no scan of it for " + one.platform() + " is kept on this host",
                        true,
                        List.of(),
                        SCANNER);
            }
            scans.add(TrivyReport.read(one.platform(), report.get()));
        }
        try {
            String file = policy.ignoreFile();
            AcceptedFindings accepted =
                    file == null ? AcceptedFindings.NONE : acceptedFindings.read(stackFolder.resolve(file));
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return new Verdicts(policy, accepted, today, SCANNER).judge(scans);
        } catch (EngineException e) {
            return new Verdicts(policy, AcceptedFindings.NONE, LocalDate.EPOCH, SCANNER).failed(e.what());
        }
    }
}
