package dev.stave.run;

import dev.stave.run.Outcome.Result;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a run ended.
 *
 * @param outcomes one for each image of the plan, in its order
 */
public record RunReport(String runId, List<Outcome> outcomes) {
    /** Those that say nothing about why a run failed: they follow from others. */
    private static final Set<Result> FOLLOWING = EnumSet.of(Result.BLOCKED, Result.HELD);

    public RunReport {
        outcomes = List.copyOf(outcomes);
    }

    /** The first rule that holds: 130 interrupted, 5 our bug, 2 wrong stack, 4 partly released, 3 refused, 1 failed, 0. */
    public int exitCode() {
        Set<Result> results = outcomes.stream()
                .map(Outcome::result)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Result.class)));
        if (results.contains(Result.INTERRUPTED)) {
            return 130;
        }
        if (results.contains(Result.BUG)) {
            return 5;
        }
        if (results.contains(Result.WRONG)) {
            return 2;
        }
        Set<Result> failures = failuresOf(results);
        if (failures.isEmpty()) {
            return 0;
        }
        if (results.contains(Result.RELEASED)) {
            return 4;
        }
        return failures.equals(EnumSet.of(Result.REFUSED)) ? 3 : 1;
    }

    private static Set<Result> failuresOf(Collection<Result> results) {
        Set<Result> failures = EnumSet.noneOf(Result.class);
        results.stream().filter(Result::isFailure).forEach(failures::add);
        Set<Result> causes = EnumSet.copyOf(failures);
        causes.removeAll(FOLLOWING);
        return causes.isEmpty() ? failures : causes;
    }

    public boolean nothingToDo() {
        return outcomes.stream().allMatch(outcome -> outcome.result() == Result.UNCHANGED);
    }
}
