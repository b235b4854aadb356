package dev.stave.cli;

import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.model.UsageException;
import dev.stave.plan.Facts;
import dev.stave.plan.Mode;
import dev.stave.plan.Planner;
import dev.stave.plan.Selection;
import dev.stave.report.ResultReport;
import dev.stave.run.LockRepair;
import dev.stave.run.Outcome;
import dev.stave.state.LockMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code stave lock}: takes over tags of other tools, settles a merge. */
final class LockCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    RunOptions run = new RunOptions();

    List<String> adopted = new ArrayList<>();

    boolean merge;

    boolean plan;

    LockCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Take over a tag that another tool made, or settle a lock with conflict markers.")
                .with(stack::describe)
                .with(run::describe)
                .list("--adopt", "IMAGE", "make the tag that is there ours; may be repeated", adopted::add)
                .flag(
                        "--merge",
                        "keep, of each image in conflict, the side that fits the merged stack",
                        () -> merge = true)
                .flag("--plan", "say what would be taken over; write nothing", () -> plan = true);
    }

    @Override
    public Integer call() {
        if (merge == !adopted.isEmpty()) {
            throw new UsageException("nothing was asked for", "say: stave lock --adopt IMAGE, or stave lock --merge");
        }
        if (merge) {
            return merge();
        }
        Console console = edge.console(stack.stackTraces);
        Instant startedAt = Instant.now();
        try (Session session =
                plan ? Session.forPlanning(edge, stack, Mode.APPLY) : Session.open(edge, stack, run, Mode.APPLY)) {
            var inputs = session.inputs();
            Facts facts = session.facts(inputs);
            LockRepair repair = new LockRepair(
                    session.inventory(), new Planner(session.inventory(), Selection.ALL), session.answers(), facts);
            List<Outcome> outcomes = new ArrayList<>();
            for (ImageName name : session.selected(Selection.of(adopted.toArray(String[]::new)), inputs)) {
                LockEntry line = repair.adopt(name);
                if (!plan) {
                    session.ledger().adopt(name, line);
                }
                outcomes.add(adopted(name, line));
                if (stack.json) {
                    continue;
                }
                console.result(name + ": took over " + line.tag() + " at " + line.digest()
                        + "; its gates are run by the next apply");
            }
            if (stack.json) {
                ResultReport result = new ResultReport(
                        session.inventory(), session.execution().report(outcomes));
                console.result(result.json(startedAt, Duration.between(startedAt, Instant.now()), Map.of()));
            }
            return ExitCode.DONE;
        }
    }

    private static Outcome adopted(ImageName name, LockEntry line) {
        return new Outcome(
                name,
                Outcome.Result.LOCKED,
                "adopt",
                line.tag(),
                line.base(),
                line.digest(),
                null,
                List.of("asked for"),
                "",
                "");
    }

    private int merge() {
        Console console = edge.console(stack.stackTraces);
        Path lockPath = Stacks.lockPath(edge, stack);
        String shownAs = Stacks.lockShownAs(edge, stack);
        Inventory inventory = Stacks.load(edge, stack);
        try (Session session = Session.withoutLock(edge, stack)) {
            LockRepair repair = new LockRepair(
                    inventory,
                    new Planner(inventory, Selection.ALL),
                    session.answers(),
                    session.facts(session.inputs()));
            LockMerge merged = repair.merge(Files.readString(lockPath), shownAs);
            merged.lock().write(lockPath);
            console.result("merged " + shownAs + ": " + merged.lock().entries().size() + " images");
            merged.undecided()
                    .forEach(name -> console.result("  " + name + ": neither side fits, the next apply looks at it"));
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UsageException(shownAs + " cannot be read", "there is nothing to merge");
        }
    }
}
