package dev.stave.cli;

import dev.stave.plan.Mode;
import dev.stave.plan.Selection;
import dev.stave.report.PlanReport;
import java.util.ArrayList;
import java.util.List;

/** {@code stave plan}: apply, stopped before it does anything. */
final class PlanCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    List<String> images = new ArrayList<>();

    boolean noPush;

    boolean mirrors;

    PlanCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Say what apply would do, and why; do nothing.")
                .with(stack::describe)
                .words("IMAGE", "name, section/name, section/, a glob, /regex/ or @leaves (default: all)", images::add)
                .flag("--no-push", "say what 'stave build' would do", () -> noPush = true)
                .flag("--mirrors", "of mirrors alone: what 'stave mirror' would do", () -> mirrors = true);
    }

    @Override
    public Integer call() {
        Console console = edge.console(stack.stackTraces);
        Mode mode = noPush ? Mode.BUILD : Mode.APPLY;
        try (Session session = Session.forPlanning(edge, stack, mode)) {
            Selection selected = stack.selection(images);
            PlanReport report = new PlanReport(
                    session.inventory(),
                    session.plan(mirrors ? session.mirrors(selected) : selected).plan());
            console.result(stack.json ? report.json() : report.text());
            return ExitCode.DONE;
        }
    }
}
