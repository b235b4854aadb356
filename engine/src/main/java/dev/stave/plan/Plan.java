package dev.stave.plan;

import dev.stave.model.ImageName;
import java.util.List;
import java.util.Map;

/**
 * The ordered steps that would make the world match the stack.
 *
 * @param steps     one for each image concerned; needed images first, else by name
 * @param needs     which images each one needs, Dockerfiles included; images outside the plan among them
 * @param questions what must be answered before the steps count; empty in a finished plan
 */
public record Plan(List<Step> steps, Map<ImageName, List<ImageName>> needs, List<Question> questions) {
    public Plan {
        steps = List.copyOf(steps);
        questions = List.copyOf(questions);
    }

    public boolean isFinished() {
        return questions.isEmpty();
    }
}
