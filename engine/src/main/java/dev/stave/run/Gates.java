package dev.stave.run;

import dev.stave.check.GateException;
import dev.stave.check.ImageTester;
import dev.stave.check.ScanReport;
import dev.stave.check.Scanner;
import dev.stave.container.Owner;
import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Verdict;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.StoredImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What an image must pass before it may be tagged: its tests on every platform that runs here, then the scan. */
final class Gates {
    private final ImageTester tester;
    private final Scanner scanner;
    private final QuarantineDoor quarantine;
    private final Path stackFolder;
    private final Owner owner;
    private final EventSink events;
    private final Map<String, ImageName> told = new ConcurrentHashMap<>();

    Gates(
            ImageTester tester,
            Scanner scanner,
            QuarantineDoor quarantine,
            Path stackFolder,
            Owner owner,
            EventSink events) {
        this.tester = tester;
        this.scanner = scanner;
        this.quarantine = quarantine;
        this.stackFolder = stackFolder;
        this.owner = owner;
        this.events = events;
    }

    /**
     * Lets the image pass or throws a {@link GateException}.
     *
     * @return the verdict of the scan
     */
    Verdict pass(ImageSpec spec, StoredImage image, Consumer<String> log) {
        test(spec, image, log);
        return scan(spec, image, log);
    }

    private void test(ImageSpec spec, StoredImage image, Consumer<String> log) {
        if (spec.tests().isEmpty()) {
            return;
        }
        events.accept(new EngineEvent.PhaseStarted(spec.name(), "test"));
        for (PlatformImage platform : image.platforms()) {
            if (tester.complaints(spec, List.of(platform.platform())).isEmpty()) {
                tester.test(spec, platform, stackFolder, owner, log);
            } else {
                events.accept(new EngineEvent.Warned(
                        spec.name(), "not tested for " + platform.platform() + ", which this host cannot run"));
            }
        }
    }

    private Verdict scan(ImageSpec spec, StoredImage image, Consumer<String> log) {
        if (spec.scan().off()) {
            return Verdict.NOT_SCANNED;
        }
        events.accept(new EngineEvent.PhaseStarted(spec.name(), "scan"));
        ScanReport report =
                quarantine.show(spec.name(), image, place -> scanner.scan(image, place, spec.scan(), stackFolder));
        log.accept("scan: " + report.verdict().word() + ": " + report.reason() + " (" + report.scanner() + ")");
        if (!report.allowed()) {
            throw notAllowed(
                    report.verdict(),
                    "image '" + spec.name() + "': the scan says "
                            + report.verdict().word() + ": " + report.reason());
        }
        if (report.verdict() != Verdict.PASSED) {
            events.accept(new EngineEvent.Warned(
                    spec.name(),
                    report.verdict().word() + ": " + toldOnce(spec.name(), report.reason())
                            + "; the policy allows it"));
        }
        return report.verdict();
    }

    /** What is wrong with the scanner is no judgement on the image. */
    private static EngineException notAllowed(Verdict verdict, String what) {
        return switch (verdict) {
            case REFUSED ->
                new GateException(
                        what, "update the software, or accept a finding with a reason and an end date in ignoreFile");
            case UNSCANNABLE ->
                new GateException(
                        what,
                        "nothing that the scanner knows was found in it; say scan { unscannable 'warn' } where that is"
                                + " right");
            case SCAN_FAILED, NOT_SCANNED, PASSED ->
                new EngineException(
                        what, "mend the scanner or its database and run again; the image's log has what it said");
        };
    }

    /** What holds for many images, such as a missing database, is told in full for the first one. */
    private String toldOnce(ImageName image, String reason) {
        ImageName first = told.putIfAbsent(reason, image);
        return first == null || first.equals(image) ? reason : "for the same reason as " + first;
    }
}
