package dev.stave.imports.shell;

import dev.stave.model.Origin;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The variables of a shell, and which of them were looked at. */
public final class ShellScope {
    private static final Origin GIVEN = new Origin("", 0);

    private final SortedMap<String, ShellValue> values = new TreeMap<>();
    private final SortedSet<String> read;

    public ShellScope() {
        this(new TreeSet<>());
    }

    private ShellScope(SortedSet<String> read) {
        this.read = read;
    }

    /** The same variables in a shell of their own; what is looked at there counts here too. */
    public ShellScope copy() {
        ShellScope copy = new ShellScope(read);
        copy.values.putAll(values);
        return copy;
    }

    /** Sets a variable that no file sets. */
    public ShellScope with(String name, String text) {
        values.put(name, ShellValue.of(text, GIVEN));
        return this;
    }

    void set(String name, ShellValue value) {
        values.put(name, value);
    }

    public void unset(String name) {
        values.remove(name);
    }

    /** The variable, which counts as looked at from now on. */
    public Optional<ShellValue> get(String name) {
        read.add(name);
        return Optional.ofNullable(values.get(name));
    }

    /** Its text; empty where it is not set. */
    public String text(String name) {
        return get(name).map(ShellValue::text).orElse("");
    }

    /** All variables that a file set. */
    public SortedMap<String, ShellValue> assigned() {
        SortedMap<String, ShellValue> all = new TreeMap<>(values);
        all.values().removeIf(value -> value.at().equals(GIVEN));
        return all;
    }

    public boolean isRead(String name) {
        return read.contains(name);
    }
}
