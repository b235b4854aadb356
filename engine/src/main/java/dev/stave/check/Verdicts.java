package dev.stave.check;

import dev.stave.check.ScanReport.Finding;
import dev.stave.model.Platform;
import dev.stave.model.ScanPolicy;
import dev.stave.model.ScanPolicy.Severity;
import dev.stave.model.ScanPolicy.Tolerance;
import dev.stave.model.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges what a scanner saw by a policy. Pure: the same scans, policy, accepted findings and day give the same report.
 *
 * @param today   the day of the run in UTC; a finding accepted until yesterday counts
 * @param scanner name, version and database, for the report
 */
public record Verdicts(ScanPolicy policy, AcceptedFindings accepted, LocalDate today, String scanner) {
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(finding -> finding.fixedIn().isEmpty())
            .thenComparing(Finding::id)
            .thenComparing(Finding::packageName)
            .thenComparing(Finding::installed);

    /**
     * The verdict over all platforms: refused, else failed, else unscannable, else passed.
     *
     * @param scans of a platform there may be several; what one of them saw was seen
     */
    public ScanReport judge(List<PlatformScan> scans) {
        boolean several = scans.stream().map(PlatformScan::platform).distinct().count() > 1;
        List<String> failed = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        Map<Platform, PlatformScan.Seen> platforms = new LinkedHashMap<>();
        for (PlatformScan scan : scans) {
            String prefix = several ? scan.platform() + ": " : "";
            scan.match(
                    one -> {
                        platforms.merge(one.platform(), one, PlatformScan.Seen::with);
                        return true;
                    },
                    failure -> failed.add(prefix + failure.why()));
        }
        Collection<PlatformScan.Seen> seen = platforms.values();
        for (PlatformScan.Seen scan : seen) {
            if (scan.kinds().isEmpty()) {
                unseen.add((several ? scan.platform() + ": " : "") + nothingKnown(scan));
            }
        }
        List<Finding> relevant = relevant(seen);
        List<Finding> counting = relevant.stream()
                .filter(finding -> accepted.accepting(finding, today).isEmpty())
                .toList();
        if (!counting.isEmpty()) {
            return report(Verdict.REFUSED, join(refusal(counting), failed), false, counting);
        }
        if (!failed.isEmpty()) {
            return report(Verdict.SCAN_FAILED, String.join("; ", failed), false, List.of());
        }
        if (!unseen.isEmpty()) {
            boolean allowed = policy.unscannable() != Tolerance.FAIL;
            return report(Verdict.UNSCANNABLE, String.join("; ", unseen), allowed, List.of());
        }
        return report(Verdict.PASSED, passing(relevant, seen), true, List.of());
    }

    /** Nothing could be scanned for want of a database; {@code why} is a sentence about it. */
    public ScanReport withoutDatabase(String why) {
        return policy.noDatabase() == Tolerance.FAIL
                ? report(Verdict.SCAN_FAILED, why, false, List.of())
                : report(Verdict.NOT_SCANNED, why, true, List.of());
    }

    /** Nothing could be scanned; {@code why} is a sentence about it. */
    public ScanReport failed(String why) {
        return report(Verdict.SCAN_FAILED, why, false, List.of());
    }

    private ScanReport report(Verdict verdict, String reason, boolean allowed, List<Finding> findings) {
        return new ScanReport(verdict, reason, allowed, findings, scanner);
    }

    private List<Finding> relevant(Collection<PlatformScan.Seen> seen) {
        return seen.stream()
                .flatMap(scan -> scan.findings().stream())
                .filter(finding -> finding.severity().compareTo(policy.failOn()) >= 0)
                .filter(finding -> !policy.ignoreUnfixed() || !finding.fixedIn().isEmpty())
                .distinct()
                .sorted(WORST_FIRST)
                .toList();
    }

    private String refusal(List<Finding> counting) {
        TreeMap<Severity, Long> numbers = new TreeMap<>(Comparator.reverseOrder());
        counting.forEach(finding -> numbers.merge(finding.severity(), 1L, Long::sum));
        String total = numbers.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(" and "));
        Finding worst = counting.get(0);
        String named = worst.id() + " in " + worst.packageName() + " " + worst.installed()
                + (worst.fixedIn().isEmpty() ? " (not fixed)" : " (fixed in " + worst.fixedIn() + ")");
        String sentence = total + (counting.size() == 1 ? " finding, " + named : " findings, " + named + " first");
        List<String> ended = counting.stream()
                .flatMap(finding -> accepted.about(finding).stream())
                .filter(entry -> !entry.holdsOn(today))
                .distinct()
                .map(entry -> entry.id() + " was accepted until " + entry.until() + " only")
                .toList();
        return join(sentence, ended);
    }

    private String passing(List<Finding> tolerated, Collection<PlatformScan.Seen> seen) {
        String sentence = policy.failOn() == Severity.UNKNOWN
                ? "no findings"
                : policy.failOn() == Severity.CRITICAL
                        ? "no critical findings"
                        : "no findings that are " + policy.failOn().word() + " or worse";
        List<String> notes = new ArrayList<>();
        tolerated.stream()
                .flatMap(finding -> accepted.accepting(finding, today).stream())
                .distinct()
                .map(entry -> entry.id() + " is accepted until " + entry.until())
                .forEach(notes::add);
        seen.stream()
                .filter(scan -> scan.system().isEmpty())
                .map(scan -> "seen were only its packages of kind " + String.join(", ", scan.kinds()))
                .distinct()
                .forEach(notes::add);
        seen.stream()
                .filter(PlatformScan.Seen::endOfLife)
                .map(scan -> scan.system() + " gets no more fixes, so findings may be missing")
                .distinct()
                .forEach(notes::add);
        return join(sentence, notes);
    }

    private static String nothingKnown(PlatformScan.Seen scan) {
        if (scan.system().equals(Advisories.GENTOO)) {
            return "packages of Portage, but no Gentoo advisories to look for them in";
        }
        return scan.system().isEmpty()
                ? "nothing in it that Trivy knows, neither an operating system nor packages of a language"
                : scan.system().toLowerCase(Locale.ROOT) + ", but no packages in it that Trivy knows";
    }

    private static String join(String sentence, List<String> notes) {
        return notes.isEmpty() ? sentence : sentence + "; " + String.join("; ", notes);
    }
}
