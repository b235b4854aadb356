package dev.stave.run;

import dev.stave.check.GateException;
import dev.stave.model.CancelledException;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.StackException;
import dev.stave.model.UsageException;
import dev.stave.plan.Step;
import dev.stave.run.Outcome.Result;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Turns what kept an image from its end into its outcome. */
final class Failures {
    private Failures() {}

    static Outcome outcome(Step step, Throwable failure, boolean interrupted) {
        if (failure instanceof RefusedStep refused) {
            return refused(refused.step());
        }
        if (failure instanceof CancelledException || interrupted) {
            return interrupted(step);
        }
        if (failure instanceof EngineException known) {
            return of(step, resultOf(known), known.what(), known.hint());
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return of(step, Result.BUG, "this is a bug in Stave, please report it: " + failure, trace.toString());
    }

    private static Result resultOf(EngineException failure) {
        if (failure instanceof GateException) {
            return Result.REFUSED;
        }
        boolean isWrong = failure instanceof StackException || failure instanceof UsageException;
        return isWrong ? Result.WRONG : Result.FAILED;
    }

    /** What the planner would not have done. */
    private static Outcome refused(Step.Refuse step) {
        Result result =
                switch (step.cause()) {
                    case LOCKED -> Result.WRONG;
                    case BLOCKED -> Result.BLOCKED;
                    case MOVED, FOREIGN, PARENT, UNKNOWN -> Result.FAILED;
                };
        return of(step, result, step.message(), step.hint());
    }

    static Outcome interrupted(Step step) {
        return of(step, Result.INTERRUPTED, "the run was interrupted", "run it again: it goes on where it was");
    }

    static Outcome notStarted(Step step) {
        return of(step, Result.BLOCKED, "not started: an image failed and --fail-fast was asked for", "");
    }

    static Outcome blocked(Step step, ImageName by) {
        return of(step, Result.BLOCKED, "not done: it needs " + by + ", which failed", "");
    }

    static Outcome held(Step step, ImageName failed) {
        return of(
                step,
                Result.HELD,
                "passed, but not released: the stack says publish 'together' and " + failed + " failed",
                "");
    }

    private static Outcome of(Step step, Result result, String message, String hint) {
        return new Outcome(
                step.image(),
                result,
                step.word(),
                null,
                null,
                null,
                null,
                step.about().reasons(),
                message,
                hint);
    }

    /** Carries a refusal of the planner to the scheduler. */
    static final class RefusedStep extends EngineException {
        private static final long serialVersionUID = 1L;

        private final transient Step.Refuse step;

        RefusedStep(Step.Refuse step) {
            super(step.message(), step.hint());
            this.step = step;
        }

        Step.Refuse step() {
            return step;
        }
    }
}
