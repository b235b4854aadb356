package dev.stave.cli;

import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import dev.stave.model.UsageException;
import dev.stave.plan.Mode;
import dev.stave.report.RemovalPlan;
import dev.stave.report.ResultReport;
import dev.stave.run.Outcome;
import dev.stave.run.Remover;
import dev.stave.run.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** {@code stave remove}: takes away tags that Stave wrote. */
final class RemoveCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    RunOptions run = new RunOptions();

    boolean all;

    boolean plan;

    List<String> images = new ArrayList<>();

    RemoveCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Delete the tags of the selected images that the lock says Stave wrote, and their lines.")
                .with(stack::describe)
                .with(run::describe)
                .flag("--all", "every image of the stack", () -> all = true)
                .flag("--plan", "say what would be removed; do nothing", () -> plan = true)
                .words("IMAGE", "name, section/name, section/, a glob, /regex/ or @leaves", images::add);
    }

    @Override
    public Integer call() {
        if (images.isEmpty() != all) {
            throw new UsageException("nothing was named", "say: stave remove IMAGE…, or stave remove --all");
        }
        try (Session session =
                plan ? Session.forPlanning(edge, stack, Mode.APPLY) : Session.open(edge, stack, run, Mode.APPLY)) {
            SortedSet<ImageName> selected = session.selected(stack.selection(images), session.inputs());
            return plan ? say(session, selected) : remove(session, selected);
        }
    }

    private int say(Session session, SortedSet<ImageName> selected) {
        Remover remover = session.execution().remover();
        TreeMap<ImageName, LockEntry> lines = new TreeMap<>();
        selected.forEach(name -> remover.line(name).ifPresent(line -> lines.put(name, line)));
        RemovalPlan report = new RemovalPlan(session.inventory(), lines);
        edge.console(stack.stackTraces).result(stack.json ? report.json() : report.text());
        return ExitCode.DONE;
    }

    private int remove(Session session, SortedSet<ImageName> selected) {
        Instant startedAt = Instant.now();
        Execution execution = session.execution();
        Remover remover = execution.remover();
        List<Outcome> outcomes = selected.stream().map(remover::remove).toList();
        RunReport report = execution.report(outcomes);
        ResultReport result = new ResultReport(session.inventory(), report);
        String text = stack.json
                ? result.json(startedAt, Duration.between(startedAt, Instant.now()), Map.of())
                : report.nothingToDo() ? "nothing to remove\n" : result.text(execution::sizeBytes);
        edge.console(stack.stackTraces).result(text);
        return report.exitCode();
    }
}
