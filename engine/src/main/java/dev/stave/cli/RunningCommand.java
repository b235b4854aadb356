package dev.stave.cli;

import dev.stave.model.EngineException;
import dev.stave.plan.Mode;
import dev.stave.plan.Selection;
import dev.stave.report.PlanReport;
import dev.stave.report.ResultReport;
import dev.stave.run.Planned;
import dev.stave.run.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What apply, build and publish share: plan, say it, run it, report. */
abstract sealed class RunningCommand implements Subcommand
        permits ApplyCommand, BuildCommand, MirrorCommand, PublishCommand, RunCommand {
    private final Edge edge;
    private final Mode mode;
    private SortedMap<String, String> builtBefore = new TreeMap<>();

    StackOptions stack = new StackOptions();

    RunOptions run = new RunOptions();

    List<String> images = new ArrayList<>();

    RunningCommand(Edge edge, Mode mode) {
        this.edge = edge;
        this.mode = mode;
    }

    /** What all of these commands take. */
    Syntax syntax(String description) {
        return Syntax.of(description)
                .with(stack::describe)
                .with(run::describe)
                .words("IMAGE", "name, section/name, section/, a glob, /regex/ or @leaves (default: all)", images::add);
    }

    /** The mode, as the command's own options change it. */
    Mode mode() {
        return mode;
    }

    /** Refuses a plan that the command is not for. */
    void check(Planned planned) {
        // apply and build take every plan
    }

    /** Digest of each image as an earlier build left it, by name. */
    SortedMap<String, String> builtBefore() {
        return builtBefore;
    }

    /** What the run is about. */
    Selection selection(Session session) {
        return stack.selection(images);
    }

    @Override
    public Integer call() {
        try {
            return Interruption.during(this::runStack);
        } catch (EngineException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
            edge.console(stack.stackTraces).say("stave: interrupted");
            return ExitCode.INTERRUPTED;
        }
    }

    private int runStack() {
        Console console = edge.console(stack.stackTraces);
        Instant startedAt = Instant.now();
        try (Session session = Session.open(edge, stack, run, mode())) {
            builtBefore = mode().push() ? new TreeMap<>() : session.built();
            Planned planned = session.plan(selection(session));
            check(planned);
            PlanReport plan = new PlanReport(session.inventory(), planned.plan());
            if (!run.quiet && planned.plan().steps().stream().anyMatch(step -> !step.isKeep())) {
                console.err().print(plan.text());
            }
            Execution execution = session.execution();
            RunReport report = execution.run(planned, run, session.mode().sourceDate());
            ResultReport result = new ResultReport(session.inventory(), report);
            if (stack.json) {
                console.result(
                        result.json(startedAt, Duration.between(startedAt, Instant.now()), execution.logs(report)));
            } else {
                console.result(result.text(execution::sizeBytes));
            }
            return report.exitCode();
        }
    }
}
