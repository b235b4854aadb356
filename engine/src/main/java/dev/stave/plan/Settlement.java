package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/** Under which tag an image that was made is released. */
public sealed interface Settlement {
    <T> T match(
            Function<Existing, T> existing,
            Function<Write, T> write,
            Function<Refusal, T> refusal,
            Function<Ask, T> ask);

    /**
     * The tag stays as it is, and names the image that counts: same configurations, or made from the same content. The
     * new manifest is dropped; only the lock changes.
     *
     * @param platforms config digest of each platform of the image that counts
     */
    record Existing(String tag, String base, Digest digest, SortedMap<Platform, Digest> platforms)
            implements Settlement {
        @Override
        public <T> T match(
                Function<Existing, T> existing,
                Function<Write, T> write,
                Function<Refusal, T> refusal,
                Function<Ask, T> ask) {
            return existing.apply(this);
        }
    }

    /**
     * The tag is written.
     *
     * @param moves whether it names another image now and may move; otherwise it must still be free at the PUT
     */
    record Write(String tag, String base, boolean moves) implements Settlement {
        @Override
        public <T> T match(
                Function<Existing, T> existing,
                Function<Write, T> write,
                Function<Refusal, T> refusal,
                Function<Ask, T> ask) {
            return write.apply(this);
        }
    }

    /** No tag may be written. */
    record Refusal(Step.Refuse step) implements Settlement {
        @Override
        public <T> T match(
                Function<Existing, T> existing,
                Function<Write, T> write,
                Function<Refusal, T> refusal,
                Function<Ask, T> ask) {
            return refusal.apply(this);
        }
    }

    /** These must be answered first. */
    record Ask(List<Question> questions) implements Settlement {
        public Ask {
            questions = List.copyOf(questions);
        }

        @Override
        public <T> T match(
                Function<Existing, T> existing,
                Function<Write, T> write,
                Function<Refusal, T> refusal,
                Function<Ask, T> ask) {
            return ask.apply(this);
        }
    }
}
