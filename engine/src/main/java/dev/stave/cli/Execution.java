package dev.stave.cli;

import dev.stave.check.Scanner;
import dev.stave.container.ContainerEngine;
import dev.stave.container.Owner;
import dev.stave.event.EventSink;
import dev.stave.model.Inventory;
import dev.stave.oci.Descriptor;
import dev.stave.oci.StoredImage;
import dev.stave.oci.layout.StoreRoots;
import dev.stave.plan.Facts;
import dev.stave.run.DeadRuns;
import dev.stave.run.Ledger;
import dev.stave.run.Limits;
import dev.stave.run.Outcome;
import dev.stave.run.Planned;
import dev.stave.run.Preflight;
import dev.stave.run.Quarantine;
import dev.stave.run.Remover;
import dev.stave.run.Rescan;
import dev.stave.run.RunPlaces;
import dev.stave.run.RunReport;
import dev.stave.run.StackRun;
import dev.stave.run.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries out the plan of a session that holds the stack's lock, and what can be said of it afterwards. */
final class Execution {
    private final Path stackFile;
    private final Path lockPath;
    private final Inventory inventory;
    private final Wiring wiring;
    private final Ledger ledger;
    private final EventSink events;
    private final Owner owner;
    private final Path runFolder;
    private final Path reports;
    private final boolean writesPages;
    private final StoreRoots roots;

    /**
     * What a run works on.
     *
     * @param restricted whether the stack is held to a policy
     */
    record Work(
            Path stackFile,
            Path lockPath,
            Inventory inventory,
            Wiring wiring,
            Ledger ledger,
            EventSink events,
            boolean restricted) {}

    Execution(Work work, Environment environment, String runId) {
        this.stackFile = work.stackFile();
        this.lockPath = work.lockPath();
        this.inventory = work.inventory();
        this.wiring = work.wiring();
        this.ledger = work.ledger();
        this.events = work.events();
        this.owner = Owner.current(runId);
        this.reports = environment.home().resolve("reports");
        this.writesPages = !work.restricted();
        this.runFolder = environment.home().resolve("runs").resolve(runId);
        this.roots = new StoreRoots(Wiring.storeRoot(environment));
    }

    RunReport run(Planned planned, RunOptions options, @Nullable Instant sourceDate) {
        try (Quarantine quarantine = wiring.quarantine()) {
            try {
                return run(planned, options, places(sourceDate), bench(quarantine, wiring.scanner(ledger)));
            } finally {
                tidy();
            }
        }
    }

    private RunReport run(Planned planned, RunOptions options, RunPlaces places, Workbench bench) {
        new Preflight(bench, folder()).check(inventory, planned.plan(), Session.host());
        wiring.engines().inUse().forEach(ContainerEngine::removeLeftovers);
        DeadRuns.in(Objects.requireNonNull(runFolder.getParent())).removeGone();
        return new StackRun(inventory, places, bench, wiring.releaser(ledger, events), events)
                .run(planned, wiring.sources(), new Limits(options.jobs, options.transfers), options.failFast);
    }

    private RunPlaces places(@Nullable Instant sourceDate) {
        return new RunPlaces(folder(), runFolder, sourceDate, owner, reports, writesPages);
    }

    private Workbench bench(Quarantine quarantine, Scanner scanner) {
        return new Workbench(
                wiring.store(),
                wiring.engines().builder(),
                wiring.engines().tester(),
                scanner,
                wiring.engines().versions(),
                quarantine,
                wiring.secrets());
    }

    /** Takes tags away. */
    Remover remover() {
        return new Remover(wiring.target(), wiring.released(), ledger);
    }

    /**
     * Scans what stands already.
     *
     * @param kept whether reports of earlier scans are judged, and none is made
     */
    Rescan rescan(Facts facts, Quarantine quarantine, boolean kept) {
        Workbench bench = bench(quarantine, kept ? wiring.keptScans(ledger) : wiring.scanner(ledger));
        new Preflight(bench, folder()).checkScans(inventory);
        return new Rescan(inventory, facts, bench, wiring.releaser(ledger, events), folder(), events);
    }

    /** How this run ended. */
    RunReport report(List<Outcome> outcomes) {
        return new RunReport(owner.runId(), outcomes);
    }

    private void tidy() {
        // what a signal ended is tidied all the same
        Thread.interrupted();
        wiring.engines().inUse().forEach(engine -> engine.removeOwned(owner));
        // the lock is a root of the store: cleaning leaves what it names
        roots.register(lockPath, ledger.digests(inventory));
    }

    private Path folder() {
        return Objects.requireNonNull(stackFile.getParent());
    }

    /** Where the images' logs are. */
    Map<String, Path> logs(RunReport report) {
        Map<String, Path> logs = new TreeMap<>();
        for (Outcome outcome : report.outcomes()) {
            Path log = runFolder.resolve(outcome.image().fileName() + ".log");
            if (Files.exists(log)) {
                logs.put(outcome.image().toString(), log);
            }
        }
        return logs;
    }

    /** Compressed size of an image in the store; empty where it is not there. */
    OptionalLong sizeBytes(Outcome outcome) {
        Optional<StoredImage> image = Optional.ofNullable(outcome.digest()).flatMap(wiring.images()::image);
        return image.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(image.get().platforms().stream()
                        .flatMap(platform -> platform.layers().stream())
                        .mapToLong(Descriptor::sizeBytes)
                        .sum());
    }
}
