package dev.stave.plan;

import dev.stave.model.Fingerprint;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.Tags;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be said of an image as long as images that it is made on may change. Empty is what must be asked first. */
final class Awaiting {
    private final ImageSpec image;
    private final World world;
    private final Inquiry inquiry;
    private final Identity identity;
    private final @Nullable LockEntry locked;

    Awaiting(ImageSpec image, World world, Inquiry inquiry, Identity identity) {
        this.image = image;
        this.world = world;
        this.inquiry = inquiry;
        this.identity = identity;
        this.locked = world.facts().lock().get(image.name());
    }

    /**
     * While these have not ended. The world's configurations of them are those of before the run.
     *
     * @param known whether they have any
     */
    Optional<Step> step(List<ImageName> parents, boolean known, String why) {
        Fingerprint before = identity.before();
        if (world.forced() || before == null) {
            String reason = world.forced() ? Reasons.BY_FORCE : image.isMirror() ? "never copied" : "never built";
            return Optional.of(await(expectedTag(), List.of(reason), parents, Step.Certainty.CERTAIN));
        }
        if (!known) {
            return Optional.of(await(null, List.of(why), parents, Step.Certainty.CERTAIN));
        }
        return identity.own()
                .map(own -> own.basis().fingerprint().equals(before)
                        ? await(
                                locked == null || !world.facts().mode().push() ? null : locked.tag(),
                                List.of(why),
                                parents,
                                Step.Certainty.IF_CHANGED)
                        : await(null, own.reasons(), parents, Step.Certainty.CERTAIN));
    }

    private Step await(@Nullable String tag, List<String> reasons, List<ImageName> parents, Step.Certainty certainty) {
        world.builderPins().unsigned(image).forEach(inquiry::assume);
        return new Step.Await(new About(image.name(), tag, reasons, inquiry.assumed()), parents, certainty);
    }

    private @Nullable String expectedTag() {
        return world.facts().mode().push() && locked == null
                ? image.version().known().flatMap(Tags::of).orElse(null)
                : null;
    }
}
