package dev.stave.run;

import dev.stave.check.GateException;
import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.model.OnChange;
import dev.stave.model.Tags;
import dev.stave.model.Verdict;
import dev.stave.oci.StoredImage;
import dev.stave.plan.Basis;
import dev.stave.plan.Built;
import dev.stave.plan.Candidate;
import dev.stave.plan.Decision;
import dev.stave.plan.Facts;
import dev.stave.plan.Made;
import dev.stave.plan.Plan;
import dev.stave.plan.Planner;
import dev.stave.plan.Question;
import dev.stave.plan.Settlement;
import dev.stave.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of single images: sequential code that decides nothing. */
final class ImageWork implements StepWork {
    private final Inventory inventory;
    private final Plan plan;
    private final Planner planner;
    private final KnownFacts facts;
    private final Workshop workshop;
    private final Releaser releaser;
    private final EventSink events;

    ImageWork(Inventory inventory, Planned planned, Workshop workshop, Releaser releaser, EventSink events) {
        this.inventory = inventory;
        this.plan = planned.plan();
        this.planner = planned.planner();
        this.facts = planned.facts();
        this.workshop = workshop;
        this.releaser = releaser;
        this.events = events;
    }

    @Override
    public Step decide(Step step, Map<ImageName, Made> made) {
        boolean waits = step.match(
                Step.Cases.of(k -> false, g -> false, r -> false, a -> false, m -> false, w -> true, r -> false));
        if (!waits) {
            return step;
        }
        while (true) {
            Decision decision = planner.decide(step, facts.with(made));
            if (decision.questions().isEmpty()) {
                return decision.step();
            }
            facts.ask(decision.questions());
        }
    }

    @Override
    public Prepared prepare(Step step, Map<ImageName, Made> made) {
        return step.match(Step.Cases.of(
                keep -> keep(keep, made),
                regate -> logged(step, regate.basis(), made, job -> regate(job, regate)),
                restore -> logged(step, restore.basis(), made, job -> restore(job, restore)),
                adopt -> logged(step, adopt.basis(), made, job -> adopt(job, adopt)),
                make -> logged(step, make.basis(), made, job -> make(job, make)),
                await -> {
                    throw new IllegalStateException(await.image() + " still waits for " + await.parents());
                },
                refuse -> {
                    throw new Failures.RefusedStep(refuse);
                }));
    }

    private Prepared logged(Step step, Basis basis, Map<ImageName, Made> made, Function<Job, Prepared> work) {
        events.accept(new EngineEvent.ImageStarted(step.image(), step.word()));
        try (ImageLogs.Log log = workshop.logs().open(step.image())) {
            return work.apply(new Job(inventory.image(step.image()), step, basis, facts.with(made), planner, log));
        }
    }

    private Prepared keep(Step.Keep step, Map<ImageName, Made> made) {
        Facts known = facts.with(made);
        LockEntry line = known.lock().get(step.image());
        if (line != null && known.mode().push()) {
            return Prepared.unchanged(step, new Made(line.digest(), line.platforms(), line.tag()));
        }
        Built built = built(known, step.image());
        return Prepared.unchanged(step, new Made(built.digest(), built.platforms(), null));
    }

    private Prepared regate(Job job, Step.Regate step) {
        StoredImage image = stored(job, step.digest());
        LockEntry line = job.facts().lock().get(job.name());
        Verdict verdict = line == null ? gate(job, image) : gateReleased(job, image, line.tag());
        if (line == null || !job.facts().mode().push()) {
            return finished(job, image, null, built(job.facts(), job.name()).base(), verdict)
                    .built();
        }
        return finished(job, image, line.tag(), line.base(), verdict).locked();
    }

    /** A refusal names the tag that people may be using, and leaves it. */
    private Verdict gateReleased(Job job, StoredImage image, String tag) {
        try {
            return gate(job, image);
        } catch (GateException e) {
            String released = inventory.destination().reference(job.repository(), tag);
            throw new GateException(e.what() + "; " + released + " stays as it was released", e.hint());
        }
    }

    private Prepared restore(Job job, Step.Restore step) {
        StoredImage image = stored(job, step.digest());
        Verdict verdict = step.gated() ? null : gate(job, image);
        String tag = step.tag().orElseThrow();
        return finished(job, image, tag, step.base(), verdict).tagged(job.spec().onChange() == OnChange.REPLACE);
    }

    private Prepared adopt(Job job, Step.Adopt step) {
        StoredImage image = stored(job, step.digest());
        Verdict verdict = gate(job, image);
        return finished(job, image, step.tag().orElseThrow(), step.base(), verdict)
                .locked();
    }

    private Prepared make(Job job, Step.Make step) {
        if (step.how() == Step.How.PUBLISH) {
            return made(job, stored(job, built(job.facts(), job.name()).digest()), true);
        }
        ImageMaker.MadeImage made = workshop.maker().make(job, needs(job));
        return made(made.job(), made.image(), false);
    }

    /** @param isThere whether the image was built by another run, and passed what gates there were then */
    private Prepared made(Job job, StoredImage image, boolean isThere) {
        String base = Tags.of(workshop.versions().of(job, image)).orElseThrow();
        if (!job.facts().mode().push()) {
            return finished(job, image, null, base, gate(job, image)).built();
        }
        Candidate candidate = new Candidate(
                job.name(),
                base,
                image.digest(),
                Finished.configs(image),
                job.basis().fingerprint());
        return settle(candidate, job.facts().made())
                .match(
                        existing -> existing(job, existing),
                        write -> {
                            boolean passed = isThere
                                    && built(job.facts(), job.name())
                                            .gate()
                                            .equals(job.basis().gate());
                            Verdict verdict = passed ? null : gate(job, image);
                            return finished(job, image, write.tag(), write.base(), verdict)
                                    .tagged(write.moves());
                        },
                        refusal -> {
                            throw new Failures.RefusedStep(refusal.step());
                        },
                        ask -> {
                            throw new IllegalStateException("questions were answered before");
                        });
    }

    private Prepared existing(Job job, Settlement.Existing existing) {
        StoredImage image = stored(job, existing.digest());
        LockEntry line = job.facts().lock().get(job.name());
        boolean passed = line != null
                && line.digest().equals(existing.digest())
                && line.gate().equals(job.basis().gate());
        Verdict verdict = passed ? null : gate(job, image);
        return finished(job, image, existing.tag(), existing.base(), verdict).locked();
    }

    /** What was answered about tags before the build is asked anew: somebody may have written one since. */
    private Settlement settle(Candidate candidate, Map<ImageName, Made> made) {
        facts.forgetTags(candidate.image());
        while (true) {
            Settlement settlement = planner.settle(candidate, facts.with(made));
            List<Question> open =
                    settlement.match(e -> List.of(), w -> List.of(), r -> List.of(), Settlement.Ask::questions);
            if (open.isEmpty()) {
                return settlement;
            }
            facts.ask(open);
        }
    }

    private Finished finished(
            Job job, StoredImage image, @Nullable String tag, String base, @Nullable Verdict verdict) {
        workshop.notes()
                .write(new PackageNotes.Passed(
                        job.spec(), image, base, job.facts().mode().push(), needs(job)));
        workshop.maker().passed(job.name());
        return new Finished(job, image, tag, base, verdict);
    }

    private Verdict gate(Job job, StoredImage image) {
        workshop.budget().check(job.spec(), image, parent -> Optional.ofNullable(
                        needs(job).get(parent))
                .map(made -> workshop.stock().image(parent, parent.toString(), made.digest())));
        Verdict verdict = workshop.gates().pass(job.spec(), image, job.log());
        return verdict;
    }

    private StoredImage stored(Job job, Digest digest) {
        return workshop.stock().image(job.name(), job.repository(), digest);
    }

    private static Built built(Facts facts, ImageName name) {
        return Objects.requireNonNull(facts.records().built(name), () -> name + " is not in the store");
    }

    /** What the image needs: from this run, or as the store or the lock has it where an image was not selected. */
    private Map<ImageName, Made> needs(Job job) {
        Map<ImageName, Made> needs = new TreeMap<>();
        Facts known = job.facts();
        for (ImageName name : plan.needs().getOrDefault(job.name(), List.of())) {
            Made made = known.made().get(name);
            if (made != null) {
                needs.put(name, made);
                continue;
            }
            Built built = known.mode().push() ? null : known.records().built(name);
            LockEntry line = known.lock().get(name);
            if (built != null) {
                needs.put(name, new Made(built.digest(), built.platforms(), null));
            } else if (line != null) {
                needs.put(name, new Made(line.digest(), line.platforms(), line.tag()));
            }
        }
        return needs;
    }

    @Override
    public Outcome release(Prepared prepared) {
        return releaser.release(prepared);
    }
}
