package dev.stave.cli;

import dev.stave.container.ContainerEngine;
import dev.stave.container.detect.EngineSurroundings;
import dev.stave.container.detect.LocalEngines;
import dev.stave.model.Digest;
import dev.stave.model.LockEntry;
import dev.stave.oci.layout.Cleaned;
import dev.stave.oci.layout.StoreCleaner;
import dev.stave.oci.layout.StoreRoots;
import dev.stave.process.LocalProcessRunner;
import dev.stave.report.CleanReport;
import dev.stave.run.DeadRuns;
import dev.stave.state.LockFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stave clean}: the store, less what nothing needs. */
@Command(
        name = "clean",
        description = "Remove from the local store what no released image and no lock needs.",
        mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {
    private final Edge edge;

    @Option(
            names = "--forget",
            paramLabel = "PATH",
            description = "a lock that is gone for good: what it needed may go too; may be repeated")
    List<Path> forgotten = new ArrayList<>();

    @Option(names = "--plan", description = "say what would be removed; do nothing")
    boolean plan;

    @Option(names = "--json", description = "the result as JSON on standard output")
    boolean json;

    CleanCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        Path root = Wiring.storeRoot(edge.environment());
        StoreRoots roots = new StoreRoots(root);
        Console console = edge.console(false);
        StoreCleaner cleaner = new StoreCleaner(root, lock -> digests(roots, lock));
        if (plan) {
            tell(cleaner.look(), "would remove");
            return ExitCode.DONE;
        }
        for (Path path : forgotten) {
            Path whole = edge.environment().currentFolder().resolve(path).normalize();
            console.say(roots.forget(whole) ? "forgot " + whole : whole + " was not known");
        }
        DeadRuns dead = DeadRuns.in(edge.environment().home().resolve("runs"));
        Cleaned cleaned = cleaner.clean();
        dead.removeWork();
        removeLeftovers();
        tell(cleaned, "removed");
        return ExitCode.DONE;
    }

    private void tell(Cleaned cleaned, String done) {
        Console console = edge.console(false);
        CleanReport report =
                new CleanReport(cleaned.blobs(), cleaned.temporaryFiles(), cleaned.freedBytes(), cleaned.unreadable());
        console.result(json ? report.json() : report.text(done));
        cleaned.unreadable()
                .forEach(
                        path -> console.say("the lock " + path + " could not be read, so what it needed was kept; if it"
                                + " is gone for good: stave clean --forget " + path));
    }

    /** Containers and images in the engines of this host whose runs have ended. */
    private void removeLeftovers() {
        try (Threads threads = Threads.of(1);
                LocalEngines engines = new LocalEngines(
                        EngineSurroundings.of(edge.environment().variables()),
                        LocalEngines.AUTO,
                        new LocalProcessRunner(
                                threads.drains(), edge.environment().variables()),
                        threads.drains())) {
            engines.all().forEach(ContainerEngine::removeLeftovers);
        }
    }

    /** What the lock names now, and what the last run of its stack had built and not released. */
    private static Collection<Digest> digests(StoreRoots roots, Path lock) throws NoSuchFileException {
        if (!Files.exists(lock)) {
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
