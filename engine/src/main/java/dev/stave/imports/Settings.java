package dev.stave.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of one block while they are collected; what is empty is left out. */
public final class Settings {
    private final Map<String, Value> entries = new LinkedHashMap<>();

    public Settings put(String name, Value value) {
        entries.put(name, value);
        return this;
    }

    public Settings text(String name, String text) {
        return text.isEmpty() ? this : put(name, Value.of(text));
    }

    public Settings texts(String name, List<String> texts) {
        return texts.isEmpty() ? this : put(name, Value.of(texts));
    }

    public Settings texts(String name, Map<String, String> texts) {
        return texts.isEmpty() ? this : put(name, Value.of(texts));
    }

    public Settings block(String name, Settings inner) {
        return inner.entries.isEmpty() ? this : put(name, inner.block());
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public Value.Block block() {
        return block("");
    }

    /** @param comment stands above the block; empty for none */
    public Value.Block block(String comment) {
        return new Value.Block(entries, comment);
    }
}
