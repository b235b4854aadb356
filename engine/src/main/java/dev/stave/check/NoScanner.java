package dev.stave.check;

import dev.stave.model.ScanPolicy;
import dev.stave.model.Verdict;
import dev.stave.oci.StoredImage;
import java.nio.file.Path;
import java.util.List;

/** Stands where there is no Trivy: fine for those who want no scan, a complaint for all others. */
public final class NoScanner implements Scanner {
    private static final String MISSING = "a scan is wanted but Trivy is not installed";

    @Override
    public List<String> complaints(ScanPolicy policy, Path stackFolder) {
        return policy.off()
                ? List.of()
                : List.of(MISSING + ": install Trivy, set STAVE_TRIVY to its path, or write scan 'off'");
    }

    @Override
    public ScanReport scan(StoredImage image, Quarantine quarantine, ScanPolicy policy, Path stackFolder) {
        return policy.off()
                ? ScanReport.off()
                : new ScanReport(Verdict.SCAN_FAILED, MISSING, false, List.of(), "no scanner");
    }
}
