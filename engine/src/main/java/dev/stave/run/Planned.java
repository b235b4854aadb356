package dev.stave.run;

import dev.stave.plan.Plan;
import dev.stave.plan.Planner;

/** A finished plan, with the planner that made it and all that it knew: what a run goes on with. */
public final class Planned {
    private final Planner planner;
    private final Plan plan;
    private final KnownFacts facts;

    Planned(Planner planner, Plan plan, KnownFacts facts) {
        this.planner = planner;
        this.plan = plan;
        this.facts = facts;
    }

    public Plan plan() {
        return plan;
    }

    Planner planner() {
        return planner;
    }

    KnownFacts facts() {
        return facts;
    }
}
