package dev.stave.cli;

import dev.stave.build.rootfs.FailedHousekeeping;
import dev.stave.container.ContainerEngine;
import dev.stave.container.detect.EngineSurroundings;
import dev.stave.container.detect.LocalEngines;
import dev.stave.gentoo.mirror.KeptInputs;
import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.model.LockEntry;
import dev.stave.oci.layout.Cleaned;
import dev.stave.oci.layout.StoreCleaner;
import dev.stave.oci.layout.StoreRoots;
import dev.stave.packages.binary.BinaryPackages;
import dev.stave.packages.binary.PackageHousekeeping;
import dev.stave.process.LocalProcessRunner;
import dev.stave.report.CleanReport;
import dev.stave.run.DeadRuns;
import dev.stave.state.LockFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code stave clean}: the store, less what nothing needs. */
final class CleanCommand implements Subcommand {
    private final Edge edge;

    List<Path> forgotten = new ArrayList<>();

    boolean plan;

    boolean json;

    int unusedDays = 30;

    CleanCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "Remove from the local store what no released image and no lock needs, and what builds fetched long ago.")
                .paths(
                        "--forget",
                        "PATH",
                        "a lock that is gone for good: what it needed may go too; may be repeated",
                        forgotten::add)
                .flag("--plan", "say what would be removed; do nothing", () -> plan = true)
                .flag("--json", "the result as JSON on standard output", () -> json = true)
                .number(
                        List.of("--unused"),
                        "DAYS",
                        "stages, trees, packages and distfiles that nobody used for so long go, and what failed builds left before (default: 30)",
                        number -> unusedDays = number);
    }

    @Override
    public Integer call() {
        Path root = Wiring.storeRoot(edge.environment());
        StoreRoots roots = new StoreRoots(root);
        Console console = edge.console(false);
        StoreCleaner cleaner = new StoreCleaner(root, lock -> digests(roots, lock));
        if (plan) {
            tell(cleaner.look(), "would remove", kept(roots, false));
            return ExitCode.DONE;
        }
        for (Path path : forgotten) {
            Path whole = edge.environment().currentFolder().resolve(path).normalize();
            console.say(roots.forget(whole) ? "forgot " + whole : whole + " was not known");
        }
        DeadRuns dead = DeadRuns.in(edge.environment().home().resolve("runs"));
        Cleaned cleaned = cleaner.clean();
        dead.removeWork();
        tell(cleaned, "removed", kept(roots, true));
        return ExitCode.DONE;
    }

    private void tell(Cleaned cleaned, String done, SortedMap<String, CleanReport.Removed> kept) {
        Console console = edge.console(false);
        CleanReport report = new CleanReport(
                cleaned.blobs(), cleaned.temporaryFiles(), cleaned.freedBytes(), cleaned.unreadable(), kept);
        console.result(json ? report.json() : report.text(done));
        cleaned.unreadable()
                .forEach(
                        path -> console.say("the lock " + path + " could not be read, so what it needed was kept; if it"
                                + " is gone for good: stave clean --forget " + path));
    }

    /** What the engines of this host have of runs that have ended, and of builds that failed. */
    private CleanReport.Removed ofEngines(boolean forReal) {
        try (Threads threads = Threads.of(1);
                LocalEngines engines = new LocalEngines(
                        EngineSurroundings.of(edge.environment().variables()),
                        LocalEngines.AUTO,
                        new LocalProcessRunner(
                                threads.drains(), edge.environment().variables()),
                        threads.drains())) {
            if (forReal) {
                engines.all().forEach(ContainerEngine::removeLeftovers);
            }
            Instant since = Instant.now().minus(Duration.ofDays(unusedDays));
            FailedHousekeeping.Gone gone =
                    new FailedHousekeeping(edge.environment().home(), since).clean(engines.all(), forReal);
            return new CleanReport.Removed(gone.count(), gone.bytes());
        }
    }

    /** What was fetched or made for builds and not used for long, but for what a known lock pins. */
    private SortedMap<String, CleanReport.Removed> kept(StoreRoots roots, boolean forReal) {
        SortedMap<String, CleanReport.Removed> all = new TreeMap<>();
        Path home = edge.environment().home();
        pinned(roots).ifPresent(pins -> new KeptInputs(home, Instant.now(), Duration.ofDays(unusedDays), pins)
                .clean(forReal)
                .forEach((kind, gone) -> all.put(kind, new CleanReport.Removed(gone.count(), gone.bytes()))));
        PackageHousekeeping housekeeping = new PackageHousekeeping(
                new BinaryPackages(home.resolve("packages"), InstantSource.system()),
                home.resolve("distfiles"),
                InstantSource.system());
        Period unused = Period.ofDays(unusedDays);
        PackageHousekeeping.Unused gone = forReal ? housekeeping.clean(unused) : housekeeping.look(unused);
        all.put("failures", ofEngines(forReal));
        all.put("distfiles", removed(gone.distfiles()));
        all.put("packages", removed(gone.packages()));
        return all;
    }

    private static CleanReport.Removed removed(PackageHousekeeping.Amount amount) {
        return new CleanReport.Removed(amount.count(), amount.bytes());
    }

    /** What locks pin of builders' inputs; empty where a lock cannot be read, as it may pin anything. */
    private static Optional<Set<String>> pinned(StoreRoots roots) {
        Set<String> pinned = new TreeSet<>();
        try {
            for (StoreRoots.Root root : roots.all()) {
                if (Files.exists(root.file())) {
                    LockFile lock = LockFile.read(root.file(), root.file().toString(), LockFile.empty("", ""));
                    lock.entries()
                            .values()
                            .forEach(line -> pinned.addAll(line.pins().values()));
                    lock.pins().values().forEach(pins -> pinned.addAll(pins.values()));
                }
            }
            return Optional.of(pinned);
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    /** What the lock names now, and what the last run of its stack had built and not released. */
    private static Collection<Digest> digests(StoreRoots roots, Path lock) throws NoSuchFileException {
        // a stack of which nothing was released may have no lock
        if (!Files.exists(lock) && !Files.exists(StateFiles.stackFile(lock))) {
            throw new NoSuchFileException(lock.toString());
        }
        Set<Digest> digests = new TreeSet<>();
        LockFile.read(lock, lock.toString(), LockFile.empty("", "")).entries().values().stream()
                .map(LockEntry::digest)
                .forEach(digests::add);
        roots.all().stream().filter(root -> root.file().equals(lock)).forEach(root -> digests.addAll(root.digests()));
        return digests;
    }
}
