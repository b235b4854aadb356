package dev.stave.plan;

import dev.stave.model.BuilderInput;
import dev.stave.model.Digest;
import dev.stave.model.ImageRef;
import dev.stave.model.Platform;
import java.util.List;
import java.util.function.Function;

/**
 * Something the planner needs to know from outside and was not told yet. Repositories are those of the destination,
 * below its prefix. Which {@link Answer} fits is said at each kind; {@link Answer.Unknown} fits all.
 */
public sealed interface Question {
    <T> T match(
            Function<Head, T> head,
            Function<Released, T> released,
            Function<Present, T> present,
            Function<Resolve, T> resolve,
            Function<Selected, T> selected,
            Function<LatestVersion, T> latestVersion,
            Function<Input, T> ofBuilder);

    /** What the tag names now, by one HEAD: {@link Answer.TagAbsent} or {@link Answer.TagNames}. */
    record Head(String repository, String tag) implements Question {
        @Override
        public <T> T match(
                Function<Head, T> head,
                Function<Released, T> released,
                Function<Present, T> present,
                Function<Resolve, T> resolve,
                Function<Selected, T> selected,
                Function<LatestVersion, T> latestVersion,
                Function<Input, T> ofBuilder) {
            return head.apply(this);
        }
    }

    /** The image that a tag names, by its manifests alone: {@link Answer.ReleasedImage} or {@link Answer.TagAbsent}. */
    record Released(String repository, String tag) implements Question {
        @Override
        public <T> T match(
                Function<Head, T> head,
                Function<Released, T> released,
                Function<Present, T> present,
                Function<Resolve, T> resolve,
                Function<Selected, T> selected,
                Function<LatestVersion, T> latestVersion,
                Function<Input, T> ofBuilder) {
            return released.apply(this);
        }
    }

    /** Whether the whole image is in the repository or in the store: {@link Answer.Yes} or {@link Answer.No}. */
    record Present(String repository, Digest digest) implements Question {
        @Override
        public <T> T match(
                Function<Head, T> head,
                Function<Released, T> released,
                Function<Present, T> present,
                Function<Resolve, T> resolve,
                Function<Selected, T> selected,
                Function<LatestVersion, T> latestVersion,
                Function<Input, T> ofBuilder) {
            return present.apply(this);
        }
    }

    /** The digest that an outside reference stands for now: {@link Answer.Resolved}. */
    record Resolve(String reference) implements Question {
        @Override
        public <T> T match(
                Function<Head, T> head,
                Function<Released, T> released,
                Function<Present, T> present,
                Function<Resolve, T> resolve,
                Function<Selected, T> selected,
                Function<LatestVersion, T> latestVersion,
                Function<Input, T> ofBuilder) {
            return resolve.apply(this);
        }
    }

    /** The digest that a mirror of these platforms of a source would have: {@link Answer.Resolved}. */
    record Selected(String reference, Digest source, List<Platform> platforms) implements Question {
        @Override
        public <T> T match(
                Function<Head, T> head,
                Function<Released, T> released,
                Function<Present, T> present,
                Function<Resolve, T> resolve,
                Function<Selected, T> selected,
                Function<LatestVersion, T> latestVersion,
                Function<Input, T> ofBuilder) {
            return selected.apply(this);
        }
    }

    /** The version that a source's {@code latest} stands for: {@link Answer.Version}. */
    record LatestVersion(ImageRef reference) implements Question {
        @Override
        public <T> T match(
                Function<Head, T> head,
                Function<Released, T> released,
                Function<Present, T> present,
                Function<Resolve, T> resolve,
                Function<Selected, T> selected,
                Function<LatestVersion, T> latestVersion,
                Function<Input, T> ofBuilder) {
            return latestVersion.apply(this);
        }
    }

    /** What an input of a declared builder stands for now: {@link Answer.Pinned}. */
    record Input(BuilderInput input) implements Question {
        @Override
        public <T> T match(
                Function<Head, T> head,
                Function<Released, T> released,
                Function<Present, T> present,
                Function<Resolve, T> resolve,
                Function<Selected, T> selected,
                Function<LatestVersion, T> latestVersion,
                Function<Input, T> ofBuilder) {
            return ofBuilder.apply(this);
        }
    }
}
