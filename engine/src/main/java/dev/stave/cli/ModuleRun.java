package dev.stave.cli;

import dev.stave.event.EventSink;
import dev.stave.model.UsageException;
import dev.stave.module.ModuleParams;
import dev.stave.module.ModuleRequest;
import dev.stave.plan.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The command that a request stands for, with its options set. */
final class ModuleRun {
    private final Edge edge;
    private final ModuleRequest request;
    private final EventSink listener;
    private final @Nullable Path lockPath;
    private SortedMap<String, String> builtBefore = new TreeMap<>();

    /** @param edge gets what the command prints */
    ModuleRun(Edge edge, ModuleRequest request, EventSink listener) {
        this.edge = edge;
        this.request = request;
        this.listener = listener;
        this.lockPath = request.params().stack() == null ? null : Stacks.lockPath(edge, stackOptions());
    }

    /** The stack's lock; null where the request is about no stack. */
    @Nullable
    Path lockPath() {
        return lockPath;
    }

    /** Digest of each image as the last {@code build} left it before this one. */
    SortedMap<String, String> builtBefore() {
        return builtBefore;
    }

    /** Runs the command, or in check mode its plan; returns the exit code. */
    int call() {
        return switch (request.verb()) {
            case APPLY, PLAN ->
                request.check() || request.verb() == dev.stave.module.Verb.PLAN
                        ? plan(false, false)
                        : running(new ApplyCommand(edge));
            case BUILD -> request.check() ? plan(true, false) : running(new BuildCommand(edge));
            case MIRROR -> request.check() ? plan(!params().push(), true) : mirror();
            case SCAN -> scan();
            case REMOVE -> remove();
            case UPDATE -> update();
            case ADOPT -> adopt();
            case CLEAN -> clean();
        };
    }

    private ModuleParams params() {
        return request.params();
    }

    private int plan(boolean noPush, boolean mirrors) {
        PlanCommand command = new PlanCommand(edge);
        command.stack = stackOptions();
        command.images = new ArrayList<>(params().selection().patterns());
        command.noPush = noPush;
        command.mirrors = mirrors;
        return command.call();
    }

    private int mirror() {
        MirrorCommand command = new MirrorCommand(edge);
        command.push = params().push();
        return running(command);
    }

    private int running(RunningCommand command) {
        command.stack = stackOptions();
        command.run = runOptions();
        command.images = new ArrayList<>(params().selection().patterns());
        int exit = command.call();
        builtBefore = command.builtBefore();
        return exit;
    }

    private int scan() {
        ScanCommand command = new ScanCommand(edge);
        command.stack = stackOptions();
        command.run = runOptions();
        command.images = new ArrayList<>(params().selection().patterns());
        command.kept = params().kept() || request.check();
        return command.call();
    }

    private int remove() {
        RemoveCommand command = new RemoveCommand(edge);
        command.stack = stackOptions();
        command.run = runOptions();
        command.images = new ArrayList<>(params().selection().patterns());
        command.all = params().all();
        command.plan = request.check();
        return command.call();
    }

    private int update() {
        UpdateCommand command = new UpdateCommand(edge);
        command.stack = stackOptions();
        command.run = runOptions();
        command.images = new ArrayList<>(params().selection().patterns());
        command.plan = request.check();
        return command.call();
    }

    private int adopt() {
        LockCommand command = new LockCommand(edge);
        command.stack = stackOptions();
        command.run = runOptions();
        command.adopted = new ArrayList<>(params().selection().patterns());
        command.plan = request.check();
        return command.call();
    }

    private int clean() {
        CleanCommand command = new CleanCommand(edge);
        command.forgotten = params().forget().stream().map(Path::of).toList();
        command.plan = request.check();
        command.json = true;
        return command.call();
    }

    private StackOptions stackOptions() {
        ModuleParams params = params();
        if (params.stack() == null) {
            throw new UsageException("params: no stack was named", "name a stack file");
        }
        StackOptions options = new StackOptions();
        options.file = params.stack();
        options.lock = params.lock();
        options.variables = params.variables();
        options.restricted = params.restricted();
        options.offline = params.offline();
        options.json = true;
        options.excluded = params.selection().excludes();
        options.withRequires = params.selection().withRequires();
        Selection.Rebuild rebuild = params.selection().rebuild();
        options.rebuild = rebuild == Selection.Rebuild.IMAGES;
        options.rebuildParents = rebuild == Selection.Rebuild.PARENTS;
        options.rebuildBuilders = rebuild == Selection.Rebuild.BUILDERS;
        options.locked = params.locked();
        options.unscanned = params.scans().equals("off");
        return options;
    }

    private RunOptions runOptions() {
        RunOptions options = new RunOptions();
        options.engine = params().engine();
        options.jobs = params().jobs() > 0 ? params().jobs() : options.jobs;
        options.failFast = params().failFast();
        options.events = request.events();
        options.quiet = true;
        options.listener = listener;
        return options;
    }
}
