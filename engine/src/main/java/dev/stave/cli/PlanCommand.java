package dev.stave.cli;

import dev.stave.plan.Mode;
import dev.stave.report.PlanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    PlanCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        Console console = edge.console(stack.stackTraces);
        try (Session session = Session.forPlanning(edge, stack, Mode.APPLY)) {
            PlanReport report = new PlanReport(
                    session.inventory(), session.plan(stack.selection(images)).plan());
            console.result(stack.json ? report.json() : report.text());
            return ExitCode.DONE;
        }
    }
}
