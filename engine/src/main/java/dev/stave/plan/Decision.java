package dev.stave.plan;

import java.util.List;

/**
 * What is to be done for one image.
 *
 * @param step      counts where no question is left
 * @param questions what must be answered first
 */
public record Decision(Step step, List<Question> questions) {
    public Decision {
        questions = List.copyOf(questions);
    }
}
