package dev.stave.run;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one image of a run ended.
 *
 * @param action  the step's word: keep, regate, restore, adopt, build, copy, publish, refuse, remove, scan
 * @param tag     under which the image stands at the destination; null where it has none (yet)
 * @param digest  null where there is no image
 * @param verdict of the scan gate; null where none ran
 * @param reasons why something was done, in words
 * @param message what went wrong, or is worth reading; empty otherwise
 * @param hint    what to do about it; empty where there is nothing
 */
public record Outcome(
        ImageName image,
        Result result,
        String action,
        @Nullable String tag,
        @Nullable String version,
        @Nullable Digest digest,
        @Nullable Verdict verdict,
        List<String> reasons,
        String message,
        String hint) {
    public Outcome {
        reasons = List.copyOf(reasons);
    }

    /** The kinds of end; {@link RunReport} makes the exit code from them. */
    public enum Result {
        /** Nothing was to do. */
        UNCHANGED,
        /** The tag was written. */
        RELEASED,
        /** The tag was there already; the lock was written. */
        LOCKED,
        /** Made and passed, with no destination asked: {@code build}. */
        BUILT,
        /** Its tag was taken away. */
        REMOVED,
        /** Looked at again; nothing was written anywhere. */
        SCANNED,
        /** Passed, but held back because another image of a stack that publishes together failed. */
        HELD,
        /** A gate refused it. */
        REFUSED,
        /** Something else went wrong. */
        FAILED,
        /** The stack or the command line stands against it, such as {@code --locked}. */
        WRONG,
        /** An image that it needs failed. */
        BLOCKED,
        /** The run was ended before it was done. */
        INTERRUPTED,
        /** A bug of ours. */
        BUG;

        /** The word in JSON and events. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isFailure() {
            return switch (this) {
                case UNCHANGED, RELEASED, LOCKED, BUILT, REMOVED, SCANNED -> false;
                case HELD, REFUSED, FAILED, WRONG, BLOCKED, INTERRUPTED, BUG -> true;
            };
        }
    }
}
