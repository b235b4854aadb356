package dev.stave.plan;

import dev.stave.model.BuilderChain;
import dev.stave.model.Fingerprint;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Says what is to be done so that the world matches the stack, from an inventory and facts alone: the same in, the same
 * out. What it does not know it asks for; the caller answers and asks again until no question is left.
 */
public final class Planner {
    private final Inventory inventory;
    private final Selection selection;

    public Planner(Inventory inventory, Selection selection) {
        this.inventory = inventory;
        this.selection = selection;
    }

    /**
     * One step for each selected image.
     *
     * @throws dev.stave.model.StackException where Dockerfiles close a circle
     * @throws dev.stave.model.UsageException where the selection matches nothing
     */
    public Plan plan(Facts facts) {
        Needs needs = Needs.of(inventory, facts);
        SortedSet<ImageName> selected = selection.images(needs.of());
        List<ImageName> order =
                needs.order().stream().filter(n -> selected.contains(n)).toList();
        Planning planning = new Planning(world(facts), needs, selected);
        List<Step> steps = new ArrayList<>();
        Set<Question> questions = new LinkedHashSet<>();
        for (ImageName name : order) {
            Decision decision = planning.next(inventory.image(name));
            steps.add(decision.step());
            questions.addAll(decision.questions());
        }
        return new Plan(steps, needs.only(order), List.copyOf(questions));
    }

    /**
     * The selected images, needed ones first, each with all that it needs, selected or not.
     *
     * @throws dev.stave.model.StackException where Dockerfiles close a circle
     * @throws dev.stave.model.UsageException where the selection matches nothing
     */
    public Map<ImageName, List<ImageName>> needs(Facts facts) {
        Needs needs = Needs.of(inventory, facts);
        SortedSet<ImageName> selected = selection.images(needs.of());
        return needs.only(
                needs.order().stream().filter(n -> selected.contains(n)).toList());
    }

    /**
     * The same decision again, now that the images which the step waits for are among those made in this run. Of needed
     * images that are not, what the lock says counts, or with {@code build} what the store has.
     */
    public Decision decide(Step step, Facts facts) {
        return Planning.decided(inventory.image(step.image()), world(facts));
    }

    /** Whether the lock's line has the fingerprint that the stack gives with the lock's pins and parents. */
    public boolean isCurrent(ImageName name, Facts facts) {
        return new Identity(inventory.image(name), world(facts), new Inquiry(facts.answers())).isAsBefore();
    }

    /**
     * Under which tag an image is released that was made and has passed its gates. Answers about its tags must be newer
     * than the build: {@link Facts#forgettingTags}.
     */
    public Settlement settle(Candidate candidate, Facts facts) {
        ImageSpec image = inventory.image(candidate.image());
        Inquiry inquiry = new Inquiry(facts.answers());
        Optional<Settlement> settlement = new Settling(image, candidate, world(facts), inquiry).settlement();
        Optional<Settlement> failed =
                inquiry.failure().map(why -> new Settlement.Refusal(Refusals.unknown(image, why)));
        return failed.or(() -> settlement).orElseGet(() -> new Settlement.Ask(inquiry.open()));
    }

    /** What an image is made from, with all the pins that its build used in the end. */
    public Basis basis(ImageName name, SortedMap<String, String> pins, List<Platform> platforms, Facts facts) {
        World world = world(facts);
        ImageSpec image = inventory.image(name);
        Content content = world.content(image, pins, platforms);
        Fingerprint gate = world.fingerprints().gate(image).fingerprint();
        return new Basis(content.fingerprint(), gate, pins, platforms);
    }

    /** The content fingerprint of one platform's image: it is made again alone where only this one differs. */
    public Fingerprint fingerprint(ImageName name, Basis basis, Platform platform, Facts facts) {
        return world(facts)
                .content(inventory.image(name), basis.pins(), basis.platforms())
                .fingerprint(platform);
    }

    /**
     * The builders that a rootfs image needs and the one that it leaves behind.
     *
     * @param pins of the image: its builders' inputs among them
     */
    public BuilderChain builders(ImageName name, SortedMap<String, String> pins, Facts facts) {
        return world(facts).fingerprints().builders(inventory.image(name), pins);
    }

    /** When the tree was made that an image's packages come from; empty where no pin says it. */
    public Optional<Instant> treeDate(ImageName name, SortedMap<String, String> pins) {
        return new BuilderInputs(inventory).treeDate(inventory.image(name), pins);
    }

    /** What is kept in the records so that a later plan can say what changed. */
    public Remembered remember(ImageName name, Basis basis, Facts facts) {
        World world = world(facts);
        ImageSpec image = inventory.image(name);
        Content content = world.content(image, basis.pins(), basis.platforms());
        Content gate = world.fingerprints().gate(image);
        return new Remembered(
                content.fingerprint(),
                gate.fingerprint(),
                content.entries(),
                gate.entries(),
                world.reasons().tags(image));
    }

    private World world(Facts facts) {
        World world = new World(
                inventory,
                facts,
                new Fingerprints(inventory, facts),
                new BuilderPins(inventory, facts),
                n -> new TreeMap<>(),
                selection.rebuild() != Selection.Rebuild.NONE);
        return world.with(world::configsOutside);
    }
}
