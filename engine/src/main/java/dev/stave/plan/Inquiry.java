package dev.stave.plan;

import dev.stave.model.BuilderPin;
import dev.stave.model.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one decision. What is empty was not answered: either it is asked now, or nobody can say and the
 * decision fails with the reason.
 */
final class Inquiry {
    private final Map<Question, Answer> answers;
    private final Set<Question> open = new LinkedHashSet<>();
    private final Set<String> assumed = new LinkedHashSet<>();
    private @Nullable String failure;

    Inquiry(Map<Question, Answer> answers) {
        this.answers = answers;
    }

    /** What a tag names. */
    record Named(@Nullable Digest digest, boolean offline) {}

    Optional<Named> head(String repository, String tag) {
        return ask(new Question.Head(repository, tag))
                .map(a -> new Named(
                        a instanceof Answer.TagNames names ? names.digest() : null, a instanceof Answer.Unknown));
    }

    /** An image without annotations where the run is offline, or the tag vanished meanwhile. */
    Optional<Answer.ReleasedImage> released(String repository, String tag, Digest digest) {
        return ask(new Question.Released(repository, tag))
                .map(a -> a instanceof Answer.ReleasedImage image
                        ? image
                        : new Answer.ReleasedImage(digest, null, new java.util.TreeMap<>(), new java.util.TreeMap<>()));
    }

    Optional<Boolean> present(String repository, Digest digest) {
        return ask(new Question.Present(repository, digest)).map(a -> {
            if (a instanceof Answer.Unknown) {
                assume(digest.abbreviated() + " is still in the registry");
            }
            return !(a instanceof Answer.No);
        });
    }

    /** Nothing where the run is offline. */
    Optional<Told<Digest>> resolve(Question question) {
        return ask(question)
                .map(a -> a instanceof Answer.Resolved resolved ? Told.of(resolved.digest()) : Told.nothing());
    }

    /** Nothing where the run is offline. */
    Optional<Told<String>> version(Question.LatestVersion question) {
        return ask(question)
                .map(a -> a instanceof Answer.Version version ? Told.of(version.version()) : Told.nothing());
    }

    /** Nothing where the run is offline. */
    Optional<Told<BuilderPin>> pin(Question.Input question) {
        return ask(question).map(a -> a instanceof Answer.Pinned pinned ? Told.of(pinned.pin()) : Told.nothing());
    }

    /** The decision fails with this sentence, unless it failed before. */
    void fail(String why) {
        failure = failure == null ? why : failure;
    }

    private Optional<Answer> ask(Question question) {
        Answer answer = answers.get(question);
        if (answer == null) {
            open.add(question);
        } else if (answer instanceof Answer.Unknown unknown && !unknown.offline()) {
            fail(unknown.why());
            return Optional.empty();
        }
        return Optional.ofNullable(answer);
    }

    void assume(String words) {
        assumed.add(words);
    }

    List<String> assumed() {
        return List.copyOf(assumed);
    }

    List<Question> open() {
        return new ArrayList<>(open);
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
