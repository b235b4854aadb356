package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.oci.ImageReader;
import dev.stave.plan.Step;
import dev.stave.registry.Transfer;
import dev.stave.state.Folders;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries out a finished plan of one stack. */
public final class StackRun {
    private final Inventory inventory;
    private final RunPlaces places;
    private final Workbench bench;
    private final Releaser releaser;
    private final EventSink events;

    public StackRun(Inventory inventory, RunPlaces places, Workbench bench, Releaser releaser, EventSink events) {
        this.inventory = inventory;
        this.places = places;
        this.bench = bench;
        this.releaser = releaser;
        this.events = events;
    }

    /** @param failFast whether nothing more is started after the first failure */
    public RunReport run(Planned planned, Sources sources, Limits limits, boolean failFast) {
        List<ImageName> busy = planned.plan().steps().stream()
                .filter(step -> !step.isKeep())
                .map(Step::image)
                .toList();
        String id = places.owner().runId();
        events.accept(new EngineEvent.RunStarted(id, inventory.stack(), busy));
        ImageWork work = new ImageWork(inventory, planned, workshop(sources), releaser, events);
        ExecutorService builds = Executors.newFixedThreadPool(limits.builds());
        ExecutorService transfers = Executors.newFixedThreadPool(limits.transfers());
        try {
            List<Outcome> outcomes =
                    new PlanRunner(work, builds, transfers, events, failFast, inventory.together()).run(planned.plan());
            RunReport report = new RunReport(id, outcomes);
            events.accept(new EngineEvent.RunEnded(report.exitCode()));
            return report;
        } finally {
            builds.shutdownNow();
            transfers.shutdownNow();
            Folders.delete(places.workFolder());
        }
    }

    private Workshop workshop(Sources sources) {
        Transfer transfer = releaser.transfer();
        ImageStock stock = new ImageStock(new ImageReader(bench.store()), transfer, releaser.target(), events);
        return new Workshop(
                new ImageMaker(places, bench, stock, new Mirroring(transfer, sources, events), events),
                stock,
                new Versions(bench.versions(), places.owner()),
                new Gates(
                        bench.tester(),
                        bench.scanner(),
                        bench.quarantine(),
                        places.stackFolder(),
                        places.owner(),
                        events),
                new SizeBudget(bench.store()),
                new PackageNotes(bench.store(), inventory, places, events),
                new ImageLogs(places.runFolder(), events));
    }
}
