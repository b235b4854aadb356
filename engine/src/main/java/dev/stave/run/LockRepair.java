package dev.stave.run;

import dev.stave.model.EngineException;
import dev.stave.model.Fingerprint;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.model.Tags;
import dev.stave.plan.Answer;
import dev.stave.plan.Basis;
import dev.stave.plan.Facts;
import dev.stave.plan.Planner;
import dev.stave.plan.Question;
import dev.stave.state.LockFile;
import dev.stave.state.LockMerge;
import java.util.List;

/** What a person may do about a lock: take over a tag that another tool made, and settle a merge. */
public final class LockRepair {
    private final Inventory inventory;
    private final Planner planner;
    private final Answers answers;
    private final Facts facts;

    public LockRepair(Inventory inventory, Planner planner, Answers answers, Facts facts) {
        this.inventory = inventory;
        this.planner = planner;
        this.answers = answers;
        this.facts = facts;
    }

    /**
     * The lock line that makes a foreign tag ours. Its gate is left open: the next run lets the image pass its gates.
     *
     * @throws EngineException where the version is not known before a build, or the tag names nothing
     */
    public LockEntry adopt(ImageName name) {
        ImageSpec image = inventory.image(name);
        String tag = image.version()
                .known()
                .flatMap(Tags::of)
                .orElseThrow(() -> new EngineException(
                        "image '" + name + "': its version is known after a build only",
                        "write the version on the image to take over its tag"));
        Question.Released question = new Question.Released(name.toString(), tag);
        Answer answer = answers.to(List.of(question)).get(question);
        if (!(answer instanceof Answer.ReleasedImage released)) {
            String why = answer instanceof Answer.Unknown unknown ? unknown.why() : "the tag names nothing";
            throw new EngineException(
                    "image '" + name + "': " + inventory.destination().reference(name.toString(), tag)
                            + " cannot be taken over: " + why,
                    "run: stave apply");
        }
        Basis basis = planner.basis(
                name, released.pins(), List.copyOf(released.platforms().keySet()), facts);
        return new LockEntry(
                released.digest(),
                basis.fingerprint(),
                openGate(),
                released.pins(),
                released.platforms(),
                name.toString(),
                tag,
                tag);
    }

    /** A gate that no image has passed. */
    private static Fingerprint openGate() {
        return new Fingerprint(dev.stave.model.Digest.of(new byte[0]));
    }

    /** A lock with conflict markers, made whole. */
    public LockMerge merge(String text, String shownAs) {
        return LockMerge.of(text, shownAs, name -> inventory.images().containsKey(name), this::fits);
    }

    /** Whether the line has the fingerprint that the stack gives, with the parents as the same side has them. */
    private boolean fits(LockFile side, ImageName name) {
        return planner.isCurrent(name, facts.withLock(side.entries(), side.pins()));
    }
}
