package dev.stave.run;

import dev.stave.model.BuilderChain;
import dev.stave.model.ImageName;
import dev.stave.plan.Plan;
import dev.stave.plan.Planner;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

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

    /** The builders of a rootfs image, by another's pins. */
    public BuilderChain builders(ImageName image, SortedMap<String, String> pins) {
        return planner.builders(image, pins, facts.now());
    }

    /** When the tree was made that a rootfs image's packages come from, by its pins; empty for other images. */
    public Optional<Instant> treeDate(ImageName image, SortedMap<String, String> pins) {
        return planner.treeDate(image, pins);
    }

    Planner planner() {
        return planner;
    }

    KnownFacts facts() {
        return facts;
    }
}
