package dev.stave.run;

import dev.stave.model.HostException;
import dev.stave.model.HostSpec;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.plan.Plan;
import dev.stave.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks, before anything runs, whether this host can do all that a plan may come to; says all that is missing at once. */
public final class Preflight {
    private final Workbench bench;
    private final Path stackFolder;

    public Preflight(Workbench bench, Path stackFolder) {
        this.bench = bench;
        this.stackFolder = stackFolder;
    }

    /** @throws HostException with one sentence for each thing that is missing */
    public void check(Inventory inventory, Plan plan, Platform host) {
        Set<String> complaints = new LinkedHashSet<>();
        SortedSet<String> wanted = new TreeSet<>();
        inventory.hosts().values().stream()
                .map(HostSpec::password)
                .filter(java.util.Objects::nonNull)
                .forEach(wanted::add);
        for (Step step : plan.steps()) {
            ImageSpec image = inventory.image(step.image());
            if (mayBuild(step) && !image.isMirror()) {
                bench.builder().complaints(image, platforms(image, host)).stream()
                        .map(what -> what.startsWith("image '") ? what : "image '" + image.name() + "': " + what)
                        .forEach(complaints::add);
                wanted.addAll(secretsOf(image));
            }
            if (mayGate(step)) {
                complaints.addAll(testComplaints(image, host));
                complaints.addAll(bench.scanner().complaints(image.scan(), stackFolder));
            }
        }
        wanted.stream()
                .filter(name -> bench.secrets().apply(name).isEmpty())
                .map(name -> "secret '" + name + "' is nowhere to be found; set STAVE_SECRET_" + name
                        + ", or say --secret " + name + "=env:VARIABLE or " + name + "=file:PATH")
                .forEach(complaints::add);
        stop(complaints);
    }

    /** @throws HostException with one sentence for each thing that scanning the stack's images misses */
    public void checkScans(Inventory inventory) {
        Set<String> complaints = new LinkedHashSet<>();
        inventory
                .images()
                .values()
                .forEach(image -> complaints.addAll(bench.scanner().complaints(image.scan(), stackFolder)));
        stop(complaints);
    }

    private static void stop(Set<String> complaints) {
        if (!complaints.isEmpty()) {
            throw new HostException(
                    "this host cannot do what the plan may need:\n  " + String.join("\n  ", complaints),
                    "nothing was done");
        }
    }

    /** A test that no platform of the image can run here is missing; one that some cannot is left out with a warning. */
    private List<String> testComplaints(ImageSpec image, Platform host) {
        List<String> complaints = new ArrayList<>();
        for (Platform platform : platforms(image, host)) {
            List<String> ofThis = bench.tester().complaints(image, List.of(platform));
            if (ofThis.isEmpty()) {
                return List.of();
            }
            complaints.addAll(ofThis);
        }
        return complaints;
    }

    private static List<Platform> platforms(ImageSpec image, Platform host) {
        return image.platforms().isEmpty() ? List.of(host) : image.platforms();
    }

    private static boolean mayBuild(Step step) {
        return step.match(Step.Cases.of(
                k -> false, g -> false, r -> false, a -> false, m -> m.how() == Step.How.BUILD, w -> true, r -> false));
    }

    private static boolean mayGate(Step step) {
        return step.match(
                Step.Cases.of(k -> false, g -> true, r -> !r.gated(), a -> true, m -> true, w -> true, r -> false));
    }

    private static Set<String> secretsOf(ImageSpec image) {
        return image.source()
                .match(
                        r -> Set.of(),
                        d -> Set.copyOf(d.secrets().values()),
                        s -> Set.copyOf(s.secrets().values()),
                        f -> Set.of(),
                        m -> Set.of());
    }
}
