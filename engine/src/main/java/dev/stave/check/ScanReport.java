package dev.stave.check;

import dev.stave.model.ScanPolicy.Severity;
import dev.stave.model.Verdict;
import java.util.List;

/**
 * What a scan found.
 *
 * @param verdict  over all platforms: the worst
 * @param reason   one sentence for people, such as {@code 2 critical findings, CVE-2024-5535 in openssl 3.0.13 (fixed in
 *                 3.0.15) first}
 * @param allowed  whether the policy lets the tag be written
 * @param findings that count against the image, worst first
 * @param scanner  name, version and age of its database
 */
public record ScanReport(Verdict verdict, String reason, boolean allowed, List<Finding> findings, String scanner) {
    public ScanReport {
        findings = List.copyOf(findings);
    }

    /** What the policy {@code scan 'off'} comes to: nothing was looked at, and the tag may be written. */
    public static ScanReport off() {
        return new ScanReport(Verdict.NOT_SCANNED, "scan is off", true, List.of(), "no scanner");
    }

    /**
     * @param fixedIn empty where no version fixes it
     * @param covers  ids of the vulnerabilities that it is about, where it is an advisory about several
     */
    public record Finding(
            String id, String packageName, String installed, String fixedIn, Severity severity, List<String> covers) {
        public Finding {
            covers = List.copyOf(covers);
        }

        public Finding(String id, String packageName, String installed, String fixedIn, Severity severity) {
            this(id, packageName, installed, fixedIn, severity, List.of());
        }
    }
}
