package dev.stave.run;

import dev.stave.model.LockEntry;
import dev.stave.model.Verdict;
import dev.stave.oci.StoredImage;
import dev.stave.plan.Made;
import dev.stave.plan.Step;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An image that is as it should be but for its release: it exists and passed its gates, or nothing was to do.
 *
 * @param step    what was decided for it
 * @param made    what its children build on
 * @param line    the lock line to write; null where the lock stays, and with {@code build}
 * @param tagging the tag to write; null where it names the image already
 * @param version the version that was read or declared; null where nobody looked
 * @param verdict of the scan gate; null where none ran
 * @param remember writes down what it was made of, once it is released
 */
record Prepared(
        Step step,
        Made made,
        @Nullable LockEntry line,
        @Nullable Tagging tagging,
        @Nullable String version,
        @Nullable Verdict verdict,
        Consumer<Ledger> remember) {
    /**
     * A tag to be written.
     *
     * @param image all of it in the store
     * @param moves whether the tag may name another image now; else it must still be free
     */
    record Tagging(StoredImage image, String repository, String tag, boolean moves) {}

    static Prepared unchanged(Step step, Made made) {
        return new Prepared(step, made, null, null, null, null, ledger -> {});
    }

    boolean hasNothingToRelease() {
        return line == null && tagging == null;
    }
}
