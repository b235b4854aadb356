package dev.stave.run;

import dev.stave.gentoo.HookPins;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageRef;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.plan.Answer;
import dev.stave.plan.Basis;
import dev.stave.plan.Inputs;
import dev.stave.plan.Question;
import dev.stave.state.LockFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Moves pins: asks anew what every outside reference of an image stands for, and writes the answers to the lock. */
public final class PinUpdate {
    private final Answers answers;
    private final HookPins hooks;
    private final Ledger ledger;
    private final boolean writes;

    /**
     * @param hooks  tells of what builds fetched on their own
     * @param writes whether what moved is written to the lock
     */
    public PinUpdate(Answers answers, HookPins hooks, Ledger ledger, boolean writes) {
        this.answers = answers;
        this.hooks = hooks;
        this.ledger = ledger;
        this.writes = writes;
    }

    /**
     * @param what   {@code IMAGE: REFERENCE}, or the key of a builder's input
     * @param before empty where nothing was pinned
     */
    public record Moved(String what, String before, String after) {}

    /** What moved, in the order of the references' names; the lock is written once for each image with a change. */
    public List<Moved> update(ImageSpec image, Inputs inputs) {
        Map<String, Question> questions = questions(image, inputs);
        Map<Question, Answer> told = answers.to(List.copyOf(questions.values()));
        SortedMap<String, String> pins = new TreeMap<>(known(image.name()));
        List<Moved> moved = new ArrayList<>();
        SortedMap<String, String> now = new TreeMap<>();
        pins.keySet().forEach(key -> hooks.now(key).ifPresent(after -> now.put(key, after)));
        questions.forEach((key, question) -> now.put(key, text(image.name(), key, told.get(question))));
        now.forEach((key, after) -> {
            String before = pins.getOrDefault(key, "");
            if (!before.equals(after)) {
                pins.put(key, after);
                moved.add(new Moved(image.name() + ": " + key, before, after));
            }
        });
        if (writes && !moved.isEmpty()) {
            ledger.writePins(image.name(), pins);
        }
        return moved;
    }

    private SortedMap<String, String> known(ImageName image) {
        LockFile lock = ledger.lock();
        LockEntry entry = lock.entries().get(image);
        return entry != null ? entry.pins() : lock.pins().getOrDefault(image, new TreeMap<>());
    }

    private static Map<String, Question> questions(ImageSpec image, Inputs inputs) {
        List<String> references = new ArrayList<>(inputs.references());
        Optional<String> mirrored = image.source()
                .match(
                        r -> Optional.empty(),
                        d -> Optional.empty(),
                        s -> Optional.empty(),
                        f -> Optional.empty(),
                        m -> Optional.of(m.from().text()));
        mirrored.ifPresent(references::add);
        Map<String, Question> questions = new LinkedHashMap<>();
        references.stream()
                .sorted()
                .filter(reference -> !reference.contains("@sha256:"))
                .forEach(reference -> questions.put(reference, new Question.Resolve(reference)));
        latest(image).ifPresent(ref -> questions.put(Basis.versionPin(ref), new Question.LatestVersion(ref)));
        return questions;
    }

    private static Optional<ImageRef> latest(ImageSpec image) {
        return image.version()
                .match(
                        k -> Optional.empty(),
                        l -> Optional.of(l.reference()),
                        l -> Optional.empty(),
                        c -> Optional.empty(),
                        p -> Optional.empty());
    }

    private static String text(ImageName image, String key, @Nullable Answer answer) {
        if (answer instanceof Answer.Resolved resolved) {
            return resolved.digest().toString();
        }
        if (answer instanceof Answer.Version version) {
            return version.version();
        }
        String why = answer instanceof Answer.Unknown unknown ? unknown.why() : "no answer";
        throw new EngineException(
                "image '" + image + "': what " + key + " stands for could not be found out: " + why,
                "nothing was written for this image");
    }
}
