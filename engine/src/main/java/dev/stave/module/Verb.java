package dev.stave.module;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request asks for; the words of the command line where it has one. */
public enum Verb {
    APPLY,
    BUILD,
    MIRROR,
    SCAN,
    REMOVE,
    UPDATE,
    ADOPT,
    CLEAN,
    /** What apply would do; changes nothing, and reports no change. */
    PLAN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }
}
