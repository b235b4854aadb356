package dev.stave.cli;

import dev.stave.plan.Mode;
import dev.stave.plan.Selection;
import dev.stave.report.PlanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stave plan}: apply, stopped before it does anything. */
@Command(name = "plan", description = "Say what apply would do, and why; do nothing.", mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private final Edge edge;

    @Mixin
    StackOptions stack = new StackOptions();

    @Parameters(
            paramLabel = "IMAGE",
            description = "name, section/name, section/, a glob, /regex/ or @leaves (default: all)")
    List<String> images = new ArrayList<>();

    @Option(names = "--no-push", description = "say what 'stave build' would do")
    boolean noPush;

    @Option(names = "--mirrors", description = "of mirrors alone: what 'stave mirror' would do")
    boolean mirrors;

    PlanCommand(Edge edge) {
        this.edge = edge;
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
