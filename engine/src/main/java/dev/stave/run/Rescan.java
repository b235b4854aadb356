package dev.stave.run;

import dev.stave.check.ScanReport;
import dev.stave.check.Scanner;
import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.CancelledException;
import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.model.Verdict;
import dev.stave.oci.StoredImage;
import dev.stave.plan.Built;
import dev.stave.plan.Facts;
import dev.stave.run.Outcome.Result;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scans what stands already, with what is known today; writes no tag and no line of the lock. */
public final class Rescan {
    private final Inventory inventory;
    private final Facts facts;
    private final ImageStock stock;
    private final Scanner scanner;
    private final QuarantineDoor quarantine;
    private final Path stackFolder;
    private final EventSink events;

    /** @param bench its scanner and quarantine are used */
    public Rescan(
            Inventory inventory, Facts facts, Workbench bench, Releaser releaser, Path stackFolder, EventSink events) {
        this.inventory = inventory;
        this.facts = facts;
        this.stock = new ImageStock(
                new dev.stave.oci.ImageReader(bench.store()), releaser.transfer(), releaser.target(), events);
        this.scanner = bench.scanner();
        this.quarantine = bench.quarantine();
        this.stackFolder = stackFolder;
        this.events = events;
    }

    /**
     * What the scan of an image came to.
     *
     * @param report null where there was nothing to scan
     */
    public record Scanned(Outcome outcome, @Nullable ScanReport report) {}

    public Scanned scan(ImageName name) {
        ImageSpec spec = inventory.image(name);
        LockEntry line = facts.lock().get(name);
        Built built = facts.records().built(name);
        Digest digest = line != null ? line.digest() : built != null ? built.digest() : null;
        if (digest == null) {
            return new Scanned(
                    outcome(name, Result.FAILED, null, null, "was neither released nor built yet", "run: stave apply"),
                    null);
        }
        String repository = line != null ? line.repository() : name.toString();
        try {
            StoredImage image = stock.image(name, repository, digest);
            events.accept(new EngineEvent.PhaseStarted(name, "scan"));
            ScanReport report =
                    quarantine.show(name, image, place -> scanner.scan(image, place, spec.scan(), stackFolder));
            return new Scanned(judged(name, line, digest, report), report);
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException e) {
            return new Scanned(outcome(name, Result.FAILED, line, null, e.what(), e.hint()), null);
        }
    }

    private static Outcome judged(ImageName name, @Nullable LockEntry line, Digest digest, ScanReport report) {
        Result result = report.allowed()
                ? Result.SCANNED
                : report.verdict() == Verdict.SCAN_FAILED ? Result.FAILED : Result.REFUSED;
        return new Outcome(
                name,
                result,
                "scan",
                line == null ? null : line.tag(),
                line == null ? null : line.base(),
                digest,
                report.verdict(),
                List.of(report.reason()),
                report.allowed() ? "" : "the scan says " + report.verdict().word() + ": " + report.reason(),
                report.allowed() || line == null ? "" : "the tag stays as it was released");
    }

    private static Outcome outcome(
            ImageName name,
            Result result,
            @Nullable LockEntry line,
            @Nullable Digest digest,
            String message,
            String hint) {
        return new Outcome(
                name,
                result,
                "scan",
                line == null ? null : line.tag(),
                line == null ? null : line.base(),
                digest,
                null,
                List.of(),
                message,
                hint);
    }
}
