package dev.stave.inventory;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the value of a setting may be. */
public sealed interface Shape {
    <T> T match(
            Function<Word, T> word,
            Function<Many, T> many,
            Function<Named, T> named,
            Function<Block, T> block,
            Function<Either, T> either);

    /** Whether a value of this form can be meant; what is inside may still be wrong. */
    default boolean takes(Node node) {
        return match(
                w -> node.match(t -> true, i -> false, f -> false),
                m -> m.each().takes(node)
                        || node.match(t -> false, i -> i.nodes().stream().allMatch(m.each()::takes), f -> false),
                n -> node.match(t -> false, i -> false, f -> true),
                b -> node.match(t -> false, i -> false, f -> true),
                e -> e.wayFor(node).isPresent());
    }

    /** What is wanted, with an article: {@code a list of texts}. */
    default String described() {
        return match(
                w -> w.choices().isEmpty() ? w.type().noun() : "one of " + String.join(", ", w.choices()),
                m -> "a list",
                n -> "a map",
                b -> "a map",
                e -> {
                    List<String> all =
                            e.ways().stream().map(Shape::described).distinct().toList();
                    int last = all.size() - 1;
                    return last == 0 ? all.get(0) : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
                });
    }

    /**
     * A scalar.
     *
     * @param choices the words that it may be; empty where the type alone decides
     * @param ifSecret what to do instead where a reference to a secret is given; empty where nothing special is to be said
     */
    record Word(ValueType type, List<String> choices, String ifSecret) implements Shape {
        @Override
        public <T> T match(
                Function<Word, T> word,
                Function<Many, T> many,
                Function<Named, T> named,
                Function<Block, T> block,
                Function<Either, T> either) {
            return word.apply(this);
        }
    }

    /** A list; one element may stand without it. */
    record Many(Shape each) implements Shape {
        @Override
        public <T> T match(
                Function<Word, T> word,
                Function<Many, T> many,
                Function<Named, T> named,
                Function<Block, T> block,
                Function<Either, T> either) {
            return many.apply(this);
        }
    }

    /** A map whose keys are names of the writer's choice. */
    record Named(Shape each) implements Shape {
        @Override
        public <T> T match(
                Function<Word, T> word,
                Function<Many, T> many,
                Function<Named, T> named,
                Function<Block, T> block,
                Function<Either, T> either) {
            return named.apply(this);
        }
    }

    /**
     * A map whose keys are settings.
     *
     * @param title what messages call it: {@code a stack}, {@code an image}, {@code rootfs}
     */
    record Block(String title, List<Setting> settings) implements Shape {
        public Optional<Setting> setting(String name) {
            return settings.stream().filter(s -> s.name().equals(name)).findFirst();
        }

        public List<String> names() {
            return settings.stream().map(Setting::name).toList();
        }

        @Override
        public <T> T match(
                Function<Word, T> word,
                Function<Many, T> many,
                Function<Named, T> named,
                Function<Block, T> block,
                Function<Either, T> either) {
            return block.apply(this);
        }
    }

    /** Several ways to write the same; the form of the value decides which one is meant. */
    record Either(List<Shape> ways) implements Shape {
        Optional<Shape> wayFor(Node node) {
            return ways.stream().filter(way -> way.takes(node)).findFirst();
        }

        @Override
        public <T> T match(
                Function<Word, T> word,
                Function<Many, T> many,
                Function<Named, T> named,
                Function<Block, T> block,
                Function<Either, T> either) {
            return either.apply(this);
        }
    }
}
