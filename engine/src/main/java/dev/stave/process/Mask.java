package dev.stave.process;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Hides secrets in text: each one, and each line of one that has several, becomes {@code ***}. */
public final class Mask {
    private static final String HIDDEN = "***";
    /** A shorter line of a secret, such as a brace, says nothing and would blot out everything. */
    private static final int SHORTEST_LINE = 4;

    private final List<String> hidden;

    public Mask(List<String> secrets) {
        hidden = secrets.stream()
                .flatMap(Mask::parts)
                .filter(part -> !part.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Output is masked line by line, so each line of a secret counts. */
    private static Stream<String> parts(String secret) {
        return Stream.concat(
                Stream.of(secret, secret.strip()),
                secret.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE));
    }

    public String apply(String text) {
        String masked = text;
        for (String secret : hidden) {
            masked = masked.replace(secret, HIDDEN);
        }
        return masked;
    }
}
