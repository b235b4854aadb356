package dev.stave.run;

import dev.stave.model.ImageName;
import dev.stave.plan.Made;
import dev.stave.plan.Step;
import java.util.Map;

/** What a scheduler can have done for an image: plain sequential code that decides nothing about order. */
interface StepWork {
    /** Decides a waiting step, now that all that it waits for ended; others stay as they are. */
    Step decide(Step step, Map<ImageName, Made> made);

    /** Everything up to the release: fetch, build, version, tests, scan. */
    Prepared prepare(Step step, Map<ImageName, Made> made);

    /** Blobs, manifests, tag, lock. */
    Outcome release(Prepared prepared);
}
