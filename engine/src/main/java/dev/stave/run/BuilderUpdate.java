package dev.stave.run;

import dev.stave.model.BuilderInput;
import dev.stave.model.BuilderPin;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.plan.Answer;
import dev.stave.plan.BuilderInputs;
import dev.stave.plan.Question;
import dev.stave.state.LockFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Moves the pins of what builders start from: for all images of the stack that are made in the builder, at once. */
public final class BuilderUpdate {
    private final Answers answers;
    private final Ledger ledger;
    private final Inventory inventory;
    private final BuilderInputs inputs;
    private final boolean allowOlder;
    private final boolean writes;

    /**
     * @param allowOlder whether something may become older than what the lock has
     * @param writes     whether what moved is written to the lock
     */
    public BuilderUpdate(Answers answers, Ledger ledger, Inventory inventory, boolean allowOlder, boolean writes) {
        this.writes = writes;
        this.answers = answers;
        this.ledger = ledger;
        this.inventory = inventory;
        this.inputs = new BuilderInputs(inventory);
        this.allowOlder = allowOlder;
    }

    /** What moved of the builders that these images are made in, by key; written where an image is pinned already. */
    public List<PinUpdate.Moved> update(Collection<ImageSpec> images) {
        Set<BuilderInput> wanted = new LinkedHashSet<>();
        Set<ImageName> asked = new TreeSet<>();
        for (ImageSpec image : images) {
            wanted.addAll(inputs.of(image));
            asked.add(image.name());
        }
        Map<BuilderInput, BuilderPin> now = now(List.copyOf(wanted));
        Map<String, PinUpdate.Moved> moved = new TreeMap<>();
        for (ImageName user : inputs.users(wanted)) {
            if (asked.contains(user) || !known(user).isEmpty()) {
                move(inventory.image(user), now).forEach(pin -> moved.putIfAbsent(pin.what(), pin));
            }
        }
        return List.copyOf(moved.values());
    }

    private Map<BuilderInput, BuilderPin> now(List<BuilderInput> wanted) {
        Map<BuilderInput, Question> questions = new LinkedHashMap<>();
        wanted.forEach(input -> questions.put(input, new Question.Input(input)));
        Map<Question, Answer> told = answers.to(List.copyOf(questions.values()));
        Map<BuilderInput, BuilderPin> now = new HashMap<>();
        questions.forEach((input, question) -> now.put(input, pin(input, told.get(question))));
        return now;
    }

    private List<PinUpdate.Moved> move(ImageSpec image, Map<BuilderInput, BuilderPin> now) {
        SortedMap<String, String> pins = new TreeMap<>(known(image.name()));
        Map<String, PinUpdate.Moved> moved = new TreeMap<>();
        for (BuilderInput input : inputs.of(image)) {
            BuilderPin after = now.get(input);
            String before = pins.getOrDefault(input.key(), "");
            if (after != null && !before.equals(after.toString())) {
                refuseOlder(input, before, after);
                pins.put(input.key(), after.toString());
                moved.put(input.key(), new PinUpdate.Moved(input.key(), before, after.toString()));
            }
        }
        if (writes && !moved.isEmpty()) {
            ledger.writePins(image.name(), pins);
        }
        return List.copyOf(moved.values());
    }

    private void refuseOlder(BuilderInput input, String before, BuilderPin after) {
        Optional<String> why = allowOlder ? Optional.empty() : BuilderInputs.olderThan(input, before, after);
        if (why.isPresent()) {
            throw new EngineException(
                    why.get(), "the mirror may be behind, or be made to look so: try another one, or another day");
        }
    }

    private SortedMap<String, String> known(ImageName image) {
        LockFile lock = ledger.lock();
        LockEntry entry = lock.entries().get(image);
        return entry != null ? entry.pins() : lock.pins().getOrDefault(image, new TreeMap<>());
    }

    private static BuilderPin pin(BuilderInput input, @Nullable Answer answer) {
        if (answer instanceof Answer.Pinned pinned) {
            return pinned.pin();
        }
        String why = answer instanceof Answer.Unknown unknown ? unknown.why() : "no answer";
        throw new EngineException(
                "what " + input.words() + " stands for could not be found out: " + why, "nothing was written for it");
    }
}
