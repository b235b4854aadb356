package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import dev.stave.model.Source;
import dev.stave.model.Tags;
import java.util.List;

/** The sentences of images for which nothing may be done. */
final class Refusals {
    private Refusals() {}

    static Step.Refuse moved(ImageSpec image, LockEntry locked, Digest now) {
        return refuse(
                image,
                locked.tag(),
                Step.Cause.MOVED,
                "tag " + locked.tag() + " was moved by someone else: the lock says "
                        + locked.digest().abbreviated() + ", the registry " + now.abbreviated(),
                "'stave lock --adopt " + image.name()
                        + "' takes over what it names now; onChange 'replace' moves it back");
    }

    static Step.Refuse foreign(ImageSpec image, Chain.Taken taken) {
        String what = image.source()
                .match(
                        r -> "was not made by Stave",
                        d -> "was not made by Stave",
                        s -> "was not made by Stave",
                        f -> "was not made by Stave",
                        (Source.Mirror m) ->
                                "names another image than " + m.from().text());
        return refuse(
                image,
                taken.tag(),
                Step.Cause.FOREIGN,
                "tag " + taken.tag() + " exists and " + what + " ("
                        + taken.digest().abbreviated() + ")",
                "'stave lock --adopt " + image.name() + "' takes it over; onChange 'revision' writes "
                        + Tags.revision(taken.tag(), 1) + " beside it; onChange 'replace' moves it");
    }

    static Step.Refuse locked(Step step) {
        String doing = step.match(Step.Cases.of(
                k -> "kept",
                g -> "tested and scanned again",
                r -> "tagged " + r.tag().orElse(""),
                a -> "adopted",
                m -> m.how() == Step.How.COPY ? "copied" : m.how() == Step.How.PUBLISH ? "published" : "built",
                w -> "built",
                r -> "refused"));
        return new Step.Refuse(
                step.about(),
                Step.Cause.LOCKED,
                "image '" + step.image() + "' would be " + doing + ", and --locked forbids every change of the lock: "
                        + String.join("; ", step.about().reasons()),
                "run without --locked, and commit the lock");
    }

    static Step.Refuse notThere(ImageSpec image, ImageName needed, Facts facts) {
        String why = facts.mode().push()
                ? "was never released"
                : facts.lock().containsKey(needed) ? "is not in the store" : "was never built";
        return refuse(
                image,
                null,
                Step.Cause.PARENT,
                "needs '" + needed + "', which is not selected and " + why,
                "select it too, or add --with-requires");
    }

    static Step.Refuse noPlatform(ImageSpec image, ImageName needed, Platform platform) {
        return refuse(
                image,
                null,
                Step.Cause.PARENT,
                "is for " + platform + ", and '" + needed + "', which it needs, is not",
                "add the platform to '" + needed + "', or take it away from '" + image.name() + "'");
    }

    static Step.Refuse blocked(ImageSpec image, ImageName needed) {
        return refuse(
                image, null, Step.Cause.BLOCKED, "waits for '" + needed + "', which is refused", "mend that one first");
    }

    static Step.Refuse unknown(ImageSpec image, String why) {
        return refuse(image, null, Step.Cause.UNKNOWN, why, "nothing was done for it; run again once that is mended");
    }

    static Step.Refuse noTag(ImageSpec image, String version) {
        return refuse(
                image,
                null,
                Step.Cause.UNKNOWN,
                Tags.complaint(version).orElse("its version '" + version + "' cannot become a tag"),
                "write a version of letters, digits, '_', '.' and '-'");
    }

    private static Step.Refuse refuse(
            ImageSpec image,
            @org.jspecify.annotations.Nullable String tag,
            Step.Cause cause,
            String what,
            String hint) {
        boolean sentence = cause == Step.Cause.BLOCKED || cause == Step.Cause.PARENT;
        String message = "image '" + image.name() + "'" + (sentence ? " " : ": ") + what;
        return new Step.Refuse(new About(image.name(), tag, List.of(message), List.of()), cause, message, hint);
    }
}
