package dev.stave.inventory.dsl;

import dev.stave.inventory.Draft;
import dev.stave.inventory.Words;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import groovy.lang.Closure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a stack file: which block is open, what was found wrong, and what came of it. */
final class Evaluation {
    private final String file;
    private final Functions functions;
    private final Vocabulary functionWords = new Vocabulary(Functions.class);
    private final Map<Class<?>, Vocabulary> words = new HashMap<>();
    private final Deque<Block> open = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private Place place = new Place(0, "", Map.of());
    private boolean cutShort;
    private @Nullable StackBlock stack;

    Evaluation(String file, Outside outside) {
        this.file = file;
        this.functions = new Functions(outside, message -> problem(place.line(), message));
        open.push(new RootBlock(this));
    }

    /** The values of the setting that is being said. */
    Values values() {
        return new Values(file, place);
    }

    void stack(StackBlock block) {
        stack = block;
    }

    /** Says a setting in the block that is open, or asks a function. */
    @Nullable
    Object say(Place at, @Nullable Object[] values) {
        Place around = place;
        place = at;
        try {
            Block block = java.util.Objects.requireNonNull(open.peek(), "the file itself is always open");
            return isFunction(block, at.word(), values) ? ask(at.word(), values) : set(block, at.word(), values);
        } catch (Mistake mistake) {
            problem(at.line(), mistake.what());
            return null;
        } finally {
            place = around;
        }
    }

    /** {@code env} is both: with named values it is the image's setting. */
    private boolean isFunction(Block block, String word, @Nullable Object[] values) {
        boolean named = values.length > 0 && values[0] instanceof Map;
        return functionWords.has(word) && !(named && wordsOf(block).has(word));
    }

    private @Nullable Object ask(String word, @Nullable Object[] values) {
        Vocabulary.Said said = functionWords.say(functions, word, values);
        if (!said.taken()) {
            throw Sentences.wrongForm(word);
        }
        return said.result();
    }

    private @Nullable Object set(Block block, String word, @Nullable Object[] values) {
        Vocabulary known = wordsOf(block);
        if (!known.has(word)) {
            throw new Mistake(Words.unknownSetting(word, Vocabulary.title(block.getClass()), known.names()));
        }
        if (!known.say(block, word, values).taken()) {
            if (Sentences.hasForm(word)) {
                throw Sentences.wrongForm(word);
            }
            // the check of both forms judges it, and words it alike
            block.put(word, values().words(values));
        }
        return null;
    }

    private Vocabulary wordsOf(Block block) {
        return words.computeIfAbsent(block.getClass(), Vocabulary::new);
    }

    /** Runs the body of a block; what it throws ends this block alone. */
    void open(Block block, Closure<?> body) {
        open.push(block);
        try {
            Closure<?> bound = (Closure<?>) body.rehydrate(block, body.getOwner(), body.getThisObject());
            bound.setResolveStrategy(Closure.DELEGATE_ONLY);
            bound.call();
        } catch (StackOverflowError | AssertionError | LinkageError | Exception thrown) {
            failed(thrown);
        } finally {
            open.pop();
        }
    }

    /** Runs the whole file. */
    void run(StackScript script) {
        script.attach(this);
        try {
            script.run();
        } catch (StackOverflowError | AssertionError | LinkageError | Exception thrown) {
            failed(thrown);
        }
    }

    private void failed(Throwable thrown) {
        cutShort = true;
        problems.add(Failure.of(thrown, place.line()).asProblem(file));
    }

    private void problem(int line, String message) {
        String subject = java.util.Objects.requireNonNull(open.peek()).subject();
        problem(new Origin(file, line), subject, message);
    }

    void problem(Origin origin, String subject, String message) {
        problems.add(new Problem(origin, subject, message));
    }

    /**
     * What was declared.
     *
     * @param before what the text alone showed
     * @throws StackException where a block was cut short: what it lacks would be reported as mistakes of its writer
     */
    Draft draft(List<Problem> before) {
        List<Problem> all = new ArrayList<>(problems);
        for (Problem found : before) {
            if (problems.stream().noneMatch(p -> isSame(p, found))) {
                all.add(found);
            }
        }
        if (stack == null && all.isEmpty()) {
            all.add(new Problem(
                    new Origin(file, 0), "", "no stack is declared; a stack begins with stack('NAME') { … }"));
        }
        if (stack == null || cutShort) {
            throw new StackException(all);
        }
        return new Draft(stack.fields(), all, false);
    }

    /** The text alone may not show in which block a word is said, so that the rest of the sentence differs. */
    private static boolean isSame(Problem run, Problem seen) {
        int named = seen.message().indexOf('\'', seen.message().indexOf('\'') + 1);
        return run.origin().equals(seen.origin())
                && run.message().startsWith(seen.message().substring(0, named + 1));
    }
}
