package dev.stave.check.trivy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.check.PlatformScan;
import dev.stave.check.ScanReport.Finding;
import dev.stave.model.Platform;
import dev.stave.model.ScanPolicy.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a report of Trivy (JSON, SchemaVersion 2) of an image that should be for one platform. */
final class TrivyReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PACKAGE_CLASSES = Set.of("os-pkgs", "lang-pkgs");
    private static final int SCHEMA = 2;

    private TrivyReport() {}

    static PlatformScan read(Platform expected, byte[] bytes) {
        JsonNode report;
        try {
            report = JSON.readTree(bytes);
        } catch (IOException e) {
            return new PlatformScan.Failed(expected, "Trivy's report is no JSON");
        }
        JsonNode schema = report.path("SchemaVersion");
        if (schema.asInt() != SCHEMA) {
            return new PlatformScan.Failed(
                    expected, "Trivy's report has the schema " + schema.asText("of nothing") + ", known is " + SCHEMA);
        }
        JsonNode config = report.path("Metadata").path("ImageConfig");
        String scanned =
                config.path("os").asText() + "/" + config.path("architecture").asText();
        if (!scanned.equals(expected.os() + "/" + expected.architecture())) {
            return new PlatformScan.Failed(
                    expected, "Trivy scanned an image for " + scanned + " instead of " + expected);
        }
        return seen(expected, report);
    }

    private static PlatformScan seen(Platform platform, JsonNode report) {
        TreeSet<String> kinds = new TreeSet<>();
        List<Finding> findings = new ArrayList<>();
        for (JsonNode result : report.path("Results")) {
            boolean holdsPackages = !result.path("Packages").isEmpty()
                    || !result.path("Vulnerabilities").isEmpty();
            if (holdsPackages && PACKAGE_CLASSES.contains(result.path("Class").asText())) {
                kinds.add(result.path("Type").asText());
            }
            result.path("Vulnerabilities").forEach(found -> findings.add(finding(found)));
        }
        JsonNode os = report.path("Metadata").path("OS");
        String family = os.path("Family").asText();
        String system = family.isEmpty() || family.equals("none")
                ? ""
                : (family + " " + os.path("Name").asText()).strip();
        return new PlatformScan.Seen(platform, system, os.path("EOSL").asBoolean(), List.copyOf(kinds), findings);
    }

    private static Finding finding(JsonNode found) {
        return new Finding(
                found.path("VulnerabilityID").asText(),
                found.path("PkgName").asText(),
                found.path("InstalledVersion").asText(),
                found.path("FixedVersion").asText(),
                Severity.tryParse(found.path("Severity").asText()).orElse(Severity.UNKNOWN));
    }
}
