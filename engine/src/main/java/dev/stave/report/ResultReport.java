package dev.stave.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.check.ScanReport;
import dev.stave.model.Destination;
import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.run.Outcome;
import dev.stave.run.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** What a run came to, as people and programs read it. */
public final class ResultReport {
    private final Inventory inventory;
    private final RunReport report;
    private final Map<ImageName, ScanReport> scans;

    public ResultReport(Inventory inventory, RunReport report) {
        this(inventory, report, Map.of());
    }

    /** @param scans what scans found; their findings are told too */
    public ResultReport(Inventory inventory, RunReport report, Map<ImageName, ScanReport> scans) {
        this.inventory = inventory;
        this.report = report;
        this.scans = Map.copyOf(scans);
    }

    /** A table of name, tag, digest, size, verdict; then what failed, each with why and what to do. */
    public String text(Function<Outcome, OptionalLong> sizeBytes) {
        if (report.nothingToDo()) {
            return "nothing to do: "
                    + (report.outcomes().size() == 1
                            ? "1 image is"
                            : report.outcomes().size() + " images are")
                    + " up to date at " + inventory.destination().text() + "\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("IMAGE", "TAG", "DIGEST", "SIZE", "VERDICT", "OUTCOME"));
        for (Outcome outcome : report.outcomes()) {
            OptionalLong size = sizeBytes.apply(outcome);
            rows.add(List.of(
                    outcome.image().toString(),
                    outcome.tag() == null ? "-" : outcome.tag(),
                    outcome.digest() == null ? "-" : outcome.digest().abbreviated(),
                    size.isEmpty() ? "-" : Amounts.bytes(size.getAsLong()),
                    outcome.verdict() == null ? "-" : outcome.verdict().word(),
                    outcome.result().word()));
        }
        return Table.of(rows) + failures();
    }

    private String failures() {
        StringBuilder text = new StringBuilder();
        for (Outcome outcome : report.outcomes()) {
            if (outcome.result().isFailure()) {
                text.append('\n').append(sentence(outcome)).append('\n');
                if (!outcome.hint().isEmpty()) {
                    text.append("  ")
                            .append(outcome.hint().replace("\n", "\n  "))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    /** The message, with the image's name in front where it does not name it itself. */
    private static String sentence(Outcome outcome) {
        String subject = "image '" + outcome.image() + "'";
        return outcome.message().startsWith(subject) ? outcome.message() : subject + ": " + outcome.message();
    }

    /**
     * What the command line prints with {@code --json}; all but the member {@code run} is the same however Stave was
     * called.
     *
     * @param logs where each image's log is
     */
    public String json(Instant startedAt, Duration took, Map<String, Path> logs) {
        ObjectNode root = Json.object();
        root.put("stack", inventory.stack());
        root.put("destination", inventory.destination().text());
        root.put("exit", report.exitCode());
        ObjectNode images = root.putObject("images");
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Outcome outcome : report.outcomes()) {
            describe(outcome, images.putObject(outcome.image().toString()));
            counts.merge(outcome.result().word(), 1, Integer::sum);
        }
        ObjectNode summary = root.putObject("summary");
        counts.forEach(summary::put);
        ObjectNode run = root.putObject("run");
        run.put("id", report.runId());
        run.put("startedAt", startedAt.toString());
        run.put("durationMs", took.toMillis());
        ObjectNode files = run.putObject("images");
        new TreeMap<>(logs).forEach((image, log) -> files.putObject(image).put("log", log.toString()));
        return Json.text(root);
    }

    private static void describe(ScanReport.Finding finding, ObjectNode node) {
        node.put("id", finding.id());
        node.put("severity", finding.severity().word());
        node.put("package", finding.packageName());
        node.put("installed", finding.installed());
        node.put("fixedIn", finding.fixedIn());
    }

    private void describe(Outcome outcome, ObjectNode node) {
        Destination destination = inventory.destination();
        String repository = outcome.image().toString();
        node.put("action", outcome.action());
        node.put("outcome", outcome.result().word());
        node.put("tag", outcome.tag());
        node.put("version", outcome.version());
        node.put("digest", outcome.digest() == null ? null : outcome.digest().toString());
        if (outcome.tag() != null && outcome.digest() != null) {
            String reference = destination.reference(repository, outcome.tag());
            node.put("reference", reference);
            node.put("pinned", reference + "@" + outcome.digest());
        }
        node.put("verdict", outcome.verdict() == null ? null : outcome.verdict().word());
        Json.putAll(node, "reasons", outcome.reasons());
        ScanReport scan = scans.get(outcome.image());
        if (scan != null) {
            ArrayNode findings = node.putArray("findings");
            scan.findings().forEach(finding -> describe(finding, findings.addObject()));
        }
        if (!outcome.message().isEmpty()) {
            node.put("message", outcome.message());
            node.put("hint", outcome.hint());
        }
    }
}
