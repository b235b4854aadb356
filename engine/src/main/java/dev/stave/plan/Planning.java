package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** One pass over a stack's images, those that are needed first. */
final class Planning {
    private final World world;
    private final Needs needs;
    private final Set<ImageName> selected;
    private final Map<ImageName, Step> decided = new HashMap<>();
    private final Map<ImageName, SortedMap<Platform, Digest>> configs = new HashMap<>();

    Planning(World before, Needs needs, Set<ImageName> selected) {
        this.needs = needs;
        this.selected = selected;
        this.world = before.with(n -> {
            SortedMap<Platform, Digest> known = configs.get(n);
            return known != null ? known : before.configsOutside(n);
        });
    }

    Decision next(ImageSpec image) {
        List<ImageName> needed = needs.of().getOrDefault(image.name(), List.of());
        Optional<Step.Refuse> missing = missing(image, needed);
        if (missing.isPresent()) {
            return keep(image, new Decision(missing.get(), List.of()));
        }
        Inquiry inquiry = new Inquiry(world.facts().answers());
        Identity identity = new Identity(image, world, inquiry);
        Decision decision = decision(image, step(image, inquiry, identity), inquiry, world);
        if (decision.questions().isEmpty()) {
            Optional<ImageName> refused =
                    needed.stream().filter(this::isRefused).findFirst();
            return keep(image, refused.map(r -> blocked(image, decision, r)).orElse(decision));
        }
        if (identity.isAsBefore()) {
            // Its children ask their own questions in the same round; should it turn out changed, they are asked again.
            configs.put(image.name(), world.configsOutside(image.name()));
        } else {
            decided.put(image.name(), decision.step());
        }
        return decision;
    }

    private Optional<Step> step(ImageSpec image, Inquiry inquiry, Identity identity) {
        Collection<ImageName> counted = world.fingerprints().counted(image).values();
        List<ImageName> pending =
                counted.stream().filter(this::isPending).distinct().toList();
        if (pending.isEmpty()) {
            Deciding deciding = new Deciding(image, world, inquiry, identity);
            return noPlatform(image, world).or(deciding::step);
        }
        boolean known = pending.stream().noneMatch(p -> world.configs().apply(p).isEmpty());
        return new Awaiting(image, world, inquiry, identity).step(pending, known, why(pending.get(0)));
    }

    /** The decision about an image whose parents all ended. */
    static Decision decided(ImageSpec image, World world) {
        Inquiry inquiry = new Inquiry(world.facts().answers());
        Identity identity = new Identity(image, world, inquiry);
        Optional<Step> step = noPlatform(image, world).or(() -> new Deciding(image, world, inquiry, identity).step());
        return decision(image, step, inquiry, world);
    }

    private static Decision decision(ImageSpec image, Optional<Step> step, Inquiry inquiry, World world) {
        Optional<Step> failed = inquiry.failure().map(why -> Refusals.unknown(image, why));
        List<Question> open = failed.isPresent() ? List.of() : inquiry.open();
        About unknown = new About(image.name(), null, List.of(), List.of());
        Step waiting = new Step.Await(unknown, List.of(), Step.Certainty.IF_CHANGED);
        Step found = failed.or(() -> open.isEmpty() ? step : Optional.empty()).orElse(waiting);
        return new Decision(open.isEmpty() && changesLock(found, world) ? Refusals.locked(found) : found, open);
    }

    private Optional<Step.Refuse> missing(ImageSpec image, List<ImageName> needed) {
        return needed.stream()
                .filter(n -> !selected.contains(n) && world.configs().apply(n).isEmpty())
                .findFirst()
                .map(n -> Refusals.notThere(image, n, world.facts()));
    }

    private static Optional<Step> noPlatform(ImageSpec image, World world) {
        for (ImageName name : world.fingerprints().counted(image).values()) {
            SortedMap<Platform, Digest> configs = world.configs().apply(name);
            for (Platform platform : world.platforms(image)) {
                if (!configs.isEmpty() && Fingerprints.on(platform, configs) == null) {
                    return Optional.of(Refusals.noPlatform(image, name, platform));
                }
            }
        }
        return Optional.empty();
    }

    private Decision keep(ImageSpec image, Decision decision) {
        decided.put(image.name(), decision.step());
        decision.step()
                .match(Step.Cases.<Optional<SortedMap<Platform, Digest>>>of(
                        k -> Optional.of(world.configsOutside(image.name())),
                        g -> Optional.of(world.configsOutside(image.name())),
                        r -> Optional.of(r.platforms()),
                        a -> Optional.of(a.platforms()),
                        m -> inStore(m),
                        w -> Optional.empty(),
                        r -> Optional.empty()))
                .ifPresent(c -> configs.put(image.name(), c));
        return decision;
    }

    /** What an earlier build made and is only published now. */
    private Optional<SortedMap<Platform, Digest>> inStore(Step.Make step) {
        return step.how() == Step.How.PUBLISH
                ? Optional.ofNullable(world.facts().records().built(step.image()))
                        .map(Built::platforms)
                : Optional.empty();
    }

    /** With {@code --locked}: whether the lock would not stay as it is. */
    private static boolean changesLock(Step step, World world) {
        if (!world.facts().mode().locked()) {
            return false;
        }
        LockEntry locked = world.facts().lock().get(step.image());
        boolean push = world.facts().mode().push();
        return step.match(Step.Cases.of(
                k -> false,
                g -> push,
                r -> locked == null || r.tag().filter(locked.tag()::equals).isEmpty(),
                a -> true,
                m -> push || locked == null || !locked.pins().equals(m.basis().pins()),
                w -> push && w.certainty() == Step.Certainty.CERTAIN,
                r -> false));
    }

    private boolean isPending(ImageName name) {
        Step step = decided.get(name);
        return step != null
                && step.match(Step.Cases.of(
                        k -> false,
                        g -> false,
                        r -> false,
                        a -> false,
                        m -> inStore(m).isEmpty(),
                        w -> true,
                        r -> false));
    }

    private boolean isRefused(ImageName name) {
        Step step = decided.get(name);
        return step != null
                && step.match(Step.Cases.of(
                        k -> false, g -> false, r -> false, a -> false, m -> false, w -> false, r -> true));
    }

    private String why(ImageName parent) {
        Step step = decided.get(parent);
        boolean sure = step != null && step.certainty() == Step.Certainty.CERTAIN;
        return parent + (sure ? " is made anew" : " may change");
    }

    /** What is done already, or needs nothing of the refused one, may go on. */
    private static Decision blocked(ImageSpec image, Decision decision, ImageName refused) {
        boolean apart = decision.step()
                .match(Step.Cases.of(k -> true, g -> true, r -> true, a -> true, m -> false, w -> false, r -> true));
        return apart ? decision : new Decision(Refusals.blocked(image, refused), List.of());
    }
}
