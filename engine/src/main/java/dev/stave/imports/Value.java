package dev.stave.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A value of a stack that is going to be written, nested as the YAML form nests it. */
public sealed interface Value {
    <T> T match(Function<Text, T> text, Function<Bare, T> bare, Function<Many, T> many, Function<Block, T> block);

    /** A text in pieces. */
    record Text(List<Piece> pieces) implements Value {
        public Text {
            pieces = List.copyOf(pieces);
        }

        @Override
        public <T> T match(
                Function<Text, T> text, Function<Bare, T> bare, Function<Many, T> many, Function<Block, T> block) {
            return text.apply(this);
        }

        /** Whether it is a text and nothing else, so that both forms write it as it is. */
        boolean isLiteral() {
            return pieces.stream().allMatch(piece -> piece.kind() == Piece.Kind.LITERAL);
        }

        /** Its literal pieces, one after the other. */
        public String literal() {
            StringBuilder all = new StringBuilder();
            pieces.forEach(piece -> all.append(piece.kind() == Piece.Kind.LITERAL ? piece.text() : ""));
            return all.toString();
        }
    }

    /** A piece of a text: a literal one, or the name of what stands there. */
    record Piece(Kind kind, String text) {
        /** What stands in a text. */
        public enum Kind {
            LITERAL,
            /** The version of the software of this name. */
            SOFTWARE,
            /** The variable of this name. */
            VARIABLE
        }
    }

    /** A number or a truth value. */
    record Bare(String text) implements Value {
        @Override
        public <T> T match(
                Function<Text, T> text, Function<Bare, T> bare, Function<Many, T> many, Function<Block, T> block) {
            return bare.apply(this);
        }
    }

    /** A list. */
    record Many(List<Value> values) implements Value {
        public Many {
            values = List.copyOf(values);
        }

        @Override
        public <T> T match(
                Function<Text, T> text, Function<Bare, T> bare, Function<Many, T> many, Function<Block, T> block) {
            return many.apply(this);
        }
    }

    /**
     * A map, in the order in which it is written.
     *
     * @param comment stands above it; empty for none
     */
    record Block(Map<String, Value> entries, String comment) implements Value {
        public Block {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public <T> T match(
                Function<Text, T> text, Function<Bare, T> bare, Function<Many, T> many, Function<Block, T> block) {
            return block.apply(this);
        }
    }

    static Value of(String text) {
        return new Text(List.of(new Piece(Piece.Kind.LITERAL, text)));
    }

    static Value of(List<String> texts) {
        List<Value> values = new ArrayList<>();
        texts.forEach(text -> values.add(of(text)));
        return new Many(values);
    }

    static Value of(Map<String, String> texts) {
        Map<String, Value> values = new LinkedHashMap<>();
        texts.forEach((key, text) -> values.put(key, of(text)));
        return new Block(values, "");
    }

    static Value truth(boolean value) {
        return new Bare(String.valueOf(value));
    }

    static Value number(int value) {
        return new Bare(String.valueOf(value));
    }
}
