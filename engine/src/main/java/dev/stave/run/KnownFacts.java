package dev.stave.run;

import dev.stave.model.ImageName;
import dev.stave.plan.Answer;
import dev.stave.plan.Facts;
import dev.stave.plan.Made;
import dev.stave.plan.Question;
import java.util.List;
import java.util.Map;

/** The facts of a run as they grow by answers. Safe for many threads. */
final class KnownFacts {
    private final Answers answers;
    private Facts facts;

    KnownFacts(Facts facts, Answers answers) {
        this.facts = facts;
        this.answers = answers;
    }

    synchronized Facts now() {
        return facts;
    }

    /** What is known, with the images that ended in this run so far. */
    Facts with(Map<ImageName, Made> made) {
        return now().withMade(made);
    }

    /** Asks, and remembers what was answered. */
    void ask(List<Question> questions) {
        Map<Question, Answer> more = answers.to(questions);
        synchronized (this) {
            facts = facts.withAnswers(more);
        }
    }

    /** Forgets what was answered about an image's tags. */
    synchronized void forgetTags(ImageName image) {
        facts = facts.forgettingTags(image);
    }
}
