package dev.stave.run;

import dev.stave.plan.Facts;
import dev.stave.plan.Plan;
import dev.stave.plan.Planner;

/** Plans until the planner has no question left. */
public final class Planning {
    private final Planner planner;
    private final Answers answers;

    public Planning(Planner planner, Answers answers) {
        this.planner = planner;
        this.answers = answers;
    }

    public Planned plan(Facts facts) {
        KnownFacts known = new KnownFacts(facts, answers);
        while (true) {
            Plan plan = planner.plan(known.now());
            if (plan.isFinished()) {
                return new Planned(planner, plan, known);
            }
            known.ask(plan.questions());
        }
    }
}
