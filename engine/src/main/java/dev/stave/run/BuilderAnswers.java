package dev.stave.run;

import dev.stave.gentoo.GentooInputs;
import dev.stave.model.BuilderSpec;
import dev.stave.plan.Answer;
import dev.stave.plan.Question;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Answers what the inputs of a stack's declared builders stand for. */
public final class BuilderAnswers {
    private final SortedMap<String, BuilderSpec> builders;
    private final Supplier<GentooInputs> inputs;

    /** @param inputs asked for where a stack has builders alone: the client of the web behind it takes long to start */
    public BuilderAnswers(SortedMap<String, BuilderSpec> builders, Supplier<GentooInputs> inputs) {
        this.builders = builders;
        this.inputs = inputs;
    }

    Answer to(Question.Input question) {
        BuilderSpec builder = builders.get(question.input().builder());
        if (builder == null) {
            return new Answer.Unknown("there is no builder '" + question.input().builder() + "'", false);
        }
        return inputs.get()
                .pin(builder, question.input())
                .<Answer>map(Answer.Pinned::new)
                .orElseGet(() -> new Answer.Unknown("nobody was asked, the run is offline", true));
    }
}
