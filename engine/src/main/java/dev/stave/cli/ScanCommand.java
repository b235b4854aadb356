package dev.stave.cli;

import dev.stave.check.ScanReport;
import dev.stave.model.ImageName;
import dev.stave.plan.Mode;
import dev.stave.report.ResultReport;
import dev.stave.run.Outcome;
import dev.stave.run.Quarantine;
import dev.stave.run.Rescan;
import dev.stave.run.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code stave scan}: what is released, looked at with the data of today. */
final class ScanCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    RunOptions run = new RunOptions();

    boolean kept;

    List<String> images = new ArrayList<>();

    ScanCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Scan what is released or built again, with the vulnerability data of today; write no tag.")
                .with(stack::describe)
                .with(run::describe)
                .flag("--kept", "judge the reports of earlier scans; start no scanner", () -> kept = true)
                .words("IMAGE", "which images are scanned (default: all)", images::add);
    }

    @Override
    public Integer call() {
        Instant startedAt = Instant.now();
        return Interruption.during(() -> {
            try (Session session = Session.open(edge, stack, run, Mode.BUILD)) {
                return scan(session, startedAt);
            }
        });
    }

    private int scan(Session session, Instant startedAt) {
        var inputs = session.inputs();
        Execution execution = session.execution();
        List<Outcome> outcomes = new ArrayList<>();
        TreeMap<ImageName, ScanReport> scans = new TreeMap<>();
        try (Quarantine quarantine = session.quarantine()) {
            Rescan rescan = execution.rescan(session.facts(inputs), quarantine, kept);
            for (ImageName name : session.selected(stack.selection(images), inputs)) {
                Rescan.Scanned scanned = rescan.scan(name);
                outcomes.add(scanned.outcome());
                if (scanned.report() != null) {
                    scans.put(name, scanned.report());
                }
            }
        }
        RunReport report = execution.report(outcomes);
        ResultReport result = new ResultReport(session.inventory(), report, scans);
        edge.console(stack.stackTraces)
                .result(
                        stack.json
                                ? result.json(startedAt, Duration.between(startedAt, Instant.now()), Map.of())
                                : result.text(execution::sizeBytes));
        return report.exitCode();
    }
}
