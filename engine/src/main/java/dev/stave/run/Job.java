package dev.stave.run;

import dev.stave.model.BuilderChain;
import dev.stave.model.Fingerprint;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.plan.Basis;
import dev.stave.plan.Facts;
import dev.stave.plan.Planner;
import dev.stave.plan.Step;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The work on one image.
 *
 * @param facts what was known when it began, with all that ended before in this run
 * @param log   gets what is printed on the way
 */
record Job(ImageSpec spec, Step step, Basis basis, Facts facts, Planner planner, Consumer<String> log) {
    /** The content fingerprint of one platform's image. */
    Fingerprint fingerprint(Platform platform) {
        return planner.fingerprint(spec.name(), basis, platform, facts);
    }

    /** The builders of a rootfs image of the stack, by this one's pins. */
    BuilderChain builders(ImageName image) {
        return planner.builders(image, basis.pins(), facts);
    }

    /** When the tree was made that a rootfs image's packages come from; empty for other images. */
    Optional<Instant> treeDate() {
        return planner.treeDate(spec.name(), basis.pins());
    }

    /** The same work on what more pins say; itself where none is new. */
    Job pinning(SortedMap<String, String> more) {
        SortedMap<String, String> pins = new TreeMap<>(basis.pins());
        pins.putAll(more);
        return pins.equals(basis.pins())
                ? this
                : new Job(spec, step, planner.basis(spec.name(), pins, basis.platforms(), facts), facts, planner, log);
    }

    ImageName name() {
        return spec.name();
    }

    /** The image's repository below the destination. */
    String repository() {
        return spec.name().toString();
    }
}
