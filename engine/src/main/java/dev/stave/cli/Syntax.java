package dev.stave.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * What a command takes, said once: {@link WordReader} reads well-formed words by it, and {@link PicocliLine} makes
 * help, complaints and completion of it.
 */
final class Syntax {
    private final String description;
    private final List<Option> options = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    private Syntax(String description) {
        this.description = description;
    }

    /**
     * An option.
     *
     * @param names with their dashes
     * @param type  boolean, String, Path, int or an enum; an array or Map for one that may be repeated
     * @param label how help calls the value; empty where there is none
     * @param set   takes each value as it was written; of a flag, {@code true}
     */
    record Option(List<String> names, Class<?> type, String label, String description, Consumer<String> set) {
        boolean isFlag() {
            return type == boolean.class;
        }

        boolean repeats() {
            return type.isArray() || type == Map.class;
        }
    }

    /**
     * A word that is no option.
     *
     * @param label   how help calls it
     * @param repeats whether it takes all words that are left
     */
    record Parameter(String label, boolean needed, boolean repeats, String description, Consumer<String> set) {}

    /** @param description what the command does, in one sentence */
    static Syntax of(String description) {
        return new Syntax(description);
    }

    Syntax flag(String name, String description, Runnable set) {
        return flag(List.of(name), description, set);
    }

    Syntax flag(List<String> names, String description, Runnable set) {
        return add(new Option(names, boolean.class, "", description, word -> set.run()));
    }

    Syntax text(String name, String label, String description, Consumer<String> set) {
        return text(List.of(name), label, description, set);
    }

    Syntax text(List<String> names, String label, String description, Consumer<String> set) {
        return add(new Option(names, String.class, label, description, set));
    }

    Syntax number(List<String> names, String label, String description, IntConsumer set) {
        return add(new Option(names, int.class, label, description, word -> set.accept(Integer.parseInt(word))));
    }

    /** A text that may be given several times. */
    Syntax list(String name, String label, String description, Consumer<String> set) {
        return add(new Option(List.of(name), String[].class, label, description, set));
    }

    Syntax path(String name, String label, String description, Consumer<Path> set) {
        return add(new Option(List.of(name), Path.class, label, description, word -> set.accept(Path.of(word))));
    }

    /** A path that may be given several times. */
    Syntax paths(String name, String label, String description, Consumer<Path> set) {
        return add(new Option(List.of(name), Path[].class, label, description, word -> set.accept(Path.of(word))));
    }

    /** NAME=VALUE, any number of times. */
    Syntax pairs(String name, String label, String description, BiConsumer<String, String> set) {
        return add(new Option(List.of(name), Map.class, label, description, word -> {
            int end = word.indexOf('=');
            set.accept(word.substring(0, end), word.substring(end + 1));
        }));
    }

    /** One of the constants, in any case. */
    <E extends Enum<E>> Choice<E> choice(Class<E> constants) {
        return new Choice<>(this, constants);
    }

    /** An option whose value is one of few words. */
    record Choice<E extends Enum<E>>(Syntax syntax, Class<E> constants) {
        Syntax named(String name, String label, String description, Consumer<E> set) {
            return syntax.add(new Option(
                    List.of(name),
                    constants,
                    label,
                    description,
                    word -> set.accept(Enum.valueOf(constants, word.toUpperCase(Locale.ROOT)))));
        }
    }

    /** A word that must be there; before those that repeat. */
    Syntax word(String label, String description, Consumer<String> set) {
        parameters.add(new Parameter(label, true, false, description, set));
        return this;
    }

    /** All words that are left; there may be none. */
    Syntax words(String label, String description, Consumer<String> set) {
        parameters.add(new Parameter(label, false, true, description, set));
        return this;
    }

    /** All words that are left, at least one. */
    Syntax someWords(String label, String description, Consumer<String> set) {
        parameters.add(new Parameter(label, true, true, description, set));
        return this;
    }

    /** What commands have in common. */
    Syntax with(Consumer<Syntax> more) {
        more.accept(this);
        return this;
    }

    private Syntax add(Option option) {
        options.add(option);
        return this;
    }

    String description() {
        return description;
    }

    List<Option> options() {
        return options;
    }

    List<Parameter> parameters() {
        return parameters;
    }
}
