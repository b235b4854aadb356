package dev.stave.cli;

import dev.stave.build.rootfs.RootfsBuilder;
import dev.stave.container.Owner;
import dev.stave.event.EventSink;
import dev.stave.gentoo.HookPins;
import dev.stave.inputs.StatCache;
import dev.stave.model.ImageName;
import dev.stave.model.InputFile;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.model.UsageException;
import dev.stave.oci.layout.StoreLock;
import dev.stave.plan.Facts;
import dev.stave.plan.Inputs;
import dev.stave.plan.Mode;
import dev.stave.plan.Planner;
import dev.stave.plan.Selection;
import dev.stave.run.Answers;
import dev.stave.run.BuilderAnswers;
import dev.stave.run.Ledger;
import dev.stave.run.Planned;
import dev.stave.run.Planning;
import dev.stave.run.Quarantine;
import dev.stave.state.RunLock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One stack and one command: opens what the command needs in order, and closes it again. */
final class Session implements AutoCloseable {
    private final Edge edge;
    private final StackOptions stack;
    private final Path stackFile;
    private final Path lockPath;
    private final Inventory inventory;
    private final Wiring wiring;
    private final Threads threads;
    private final Mode mode;
    private final Ledger ledger;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final RunOptions run;
    private Map<String, List<InputFile>> builderFiles = Map.of();
    private EventSink events = event -> {};
    private String runId = "";

    private enum Kind {
        READING,
        MERGING,
        RUNNING
    }

    private Session(Edge edge, StackOptions stack, RunOptions run, Mode mode, Kind kind) {
        this.edge = edge;
        this.stack = stack;
        this.run = run;
        this.stackFile = Stacks.file(edge, stack).toAbsolutePath().normalize();
        this.lockPath = Stacks.lockPath(edge, stack);
        this.inventory = Stacks.load(edge, stack);
        this.threads = Threads.of(run.transfers);
        open.push(threads);
        this.wiring = new Wiring(
                edge.environment(),
                inventory,
                folder(),
                threads,
                new Wiring.Choices(
                        run.engine,
                        new Secrets(run.secrets, edge.environment()),
                        kind == Kind.RUNNING,
                        stack.offline,
                        new RootfsWiring.Choices(!run.noBinaryPackages, stack.rebuildBuilders),
                        Stacks.restriction(edge, stack)));
        this.mode = mode(mode);
        this.ledger = kind == Kind.MERGING
                ? StateFiles.newLedger(edge.environment(), inventory, lockPath)
                : StateFiles.ledger(edge.environment(), inventory, lockPath, Stacks.lockShownAs(edge, stack));
    }

    /** For a command that reads only: takes no lock and runs no credential helper of the stack's choosing. */
    static Session forPlanning(Edge edge, StackOptions stack, Mode mode) {
        return new Session(edge, stack, new RunOptions(), mode, Kind.READING);
    }

    /** As if there were no lock: for settling a merge, while the lock cannot be read. */
    static Session withoutLock(Edge edge, StackOptions stack) {
        return new Session(edge, stack, new RunOptions(), Mode.APPLY, Kind.MERGING);
    }

    /** For a command that does something: alone with its stack, and after finishing what an earlier run left. */
    static Session open(Edge edge, StackOptions stack, RunOptions run, Mode mode) {
        Session session = new Session(edge, stack, run, mode, Kind.RUNNING);
        boolean opened = false;
        try {
            session.begin();
            opened = true;
            return session;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private void begin() {
        Environment environment = edge.environment();
        runId = StateFiles.newRunId(Instant.now());
        open.push(RunLock.take(
                StateFiles.folder(environment, inventory, lockPath).resolve("run.lock"), StateFiles.holder()));
        open.push(StoreLock.shared(Wiring.storeRoot(environment)));
        Narration narration = Narration.open(edge, run);
        open.push(narration);
        events = narration.sink();
        if (run.abandon) {
            ledger.abandon();
        }
        if (mode.push()) {
            wiring.releaser(ledger, events).finish(inventory.images().keySet());
        }
    }

    private Path folder() {
        return Objects.requireNonNull(stackFile.getParent());
    }

    private Mode mode(Mode asked) {
        Mode dated = asked.at(sourceDate());
        Mode aged = stack.allowOlder ? dated.allowingOlder() : dated;
        return stack.locked ? aged.asLocked() : aged;
    }

    private @Nullable Instant sourceDate() {
        String text = edge.environment().get("SOURCE_DATE_EPOCH");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "SOURCE_DATE_EPOCH is '" + text + "', which is no number", "give seconds since 1970, or unset it");
        }
    }

    Inventory inventory() {
        return inventory;
    }

    HookPins hookPins() {
        return wiring.hookPins();
    }

    Ledger ledger() {
        return ledger;
    }

    Mode mode() {
        return mode;
    }

    Planned plan(Selection selection) {
        return plan(selection, mode);
    }

    /** A plan as it would be in another mode, for what it knows: nothing of it is carried out. */
    Planned plan(Selection selection, Mode as) {
        return new Planning(new Planner(inventory, selection), answers()).plan(facts(inputs(), mode(as)));
    }

    /** All that is known before anybody is asked, once {@link #inputs} are read. */
    Facts facts(Map<ImageName, Inputs> inputs) {
        return facts(inputs, mode);
    }

    private Facts facts(Map<ImageName, Inputs> inputs, Mode as) {
        Facts read = Facts.none(host(), as).withInputs(inputs, builderFiles);
        return ledger.facts(read, digest -> wiring.images().image(digest).isPresent());
    }

    /** What is read from disk for every image of the stack, and for its builders. */
    Map<ImageName, Inputs> inputs() {
        StatCache cache = wiring.statCache();
        Map<ImageName, Inputs> inputs = wiring.facts(cache).inputs(inventory);
        builderFiles = wiring.facts(cache).builderFiles(inventory);
        cache.save();
        return inputs;
    }

    /** The images that a selection means. */
    SortedSet<ImageName> selected(Selection selection, Map<ImageName, Inputs> inputs) {
        SortedMap<ImageName, List<ImageName>> needs = new TreeMap<>();
        inventory.images().forEach((name, image) -> {
            List<ImageName> all = new ArrayList<>(image.needs());
            all.addAll(inputs.getOrDefault(name, Inputs.NONE).images());
            needs.put(name, all);
        });
        return selection.images(needs);
    }

    /** The mirrors among what is selected. */
    Selection mirrors(Selection selection) {
        List<String> names = selected(selection, inputs()).stream()
                .filter(name -> inventory.image(name).isMirror())
                .map(ImageName::toString)
                .toList();
        if (names.isEmpty()) {
            throw new UsageException("no mirror is selected", "'stave apply' builds the others");
        }
        return new Selection(names, List.of(), false, selection.rebuild());
    }

    /** Digest of each image as the last build left it, by name. */
    SortedMap<String, String> built() {
        SortedMap<String, String> digests = new TreeMap<>();
        ledger.built(inventory).forEach((name, digest) -> digests.put(name.toString(), digest.toString()));
        return digests;
    }

    Answers answers() {
        return new Answers(
                wiring.target(),
                wiring.sources(),
                wiring.images(),
                wiring.transfer(),
                new BuilderAnswers(inventory.builders(), wiring::gentoo),
                threads.questions(),
                stack.offline);
    }

    Wiring wiring() {
        return wiring;
    }

    /** What builds images from Portage. */
    RootfsBuilder rootfs() {
        return wiring.engines().rootfs();
    }

    /** Removes what belongs to this owner from every engine that was used. */
    void removeOwned(Owner owner) {
        wiring.engines().inUse().forEach(engine -> engine.removeOwned(owner));
    }

    Path stackFolder() {
        return folder();
    }

    String runId() {
        return runId;
    }

    static Platform host() {
        return Platform.linuxOn(System.getProperty("os.arch"));
    }

    /** Shows the scanner what stands in the store; the caller closes it. */
    Quarantine quarantine() {
        return wiring.quarantine();
    }

    /** What carries out a plan of this session. */
    Execution execution() {
        return new Execution(
                new Execution.Work(stackFile, lockPath, inventory, wiring, ledger, events, stack.restricted != null),
                edge.environment(),
                runId);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        closeAll();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                edge.err().println("stave: could not close " + e.getMessage());
            }
        }
        wiring.engines().close();
    }
}
