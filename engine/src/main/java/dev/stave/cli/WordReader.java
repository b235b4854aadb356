package dev.stave.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the words of a command that are plainly right: picocli takes longer to describe a command than most commands
 * take. Whatever else they are (wrong, a call for help, written in a rarer way) is left to {@link PicocliLine}.
 */
final class WordReader {
    private final Syntax syntax;
    private final List<String> words;
    private final List<Runnable> settings = new ArrayList<>();
    private final Set<String> given = new HashSet<>();
    private int next;
    private int parameter;
    private boolean isParameterGiven;

    private WordReader(Syntax syntax, List<String> words) {
        this.syntax = syntax;
        this.words = words;
    }

    /** Sets what the words say; where they are not plainly right, sets nothing and returns false. */
    static boolean read(Syntax syntax, List<String> words) {
        WordReader reader = new WordReader(syntax, words);
        boolean isRight = reader.read();
        if (isRight) {
            reader.settings.forEach(Runnable::run);
        }
        return isRight;
    }

    private boolean read() {
        while (next < words.size()) {
            String word = words.get(next++);
            if (!(word.startsWith("-") ? option(word) : parameter(word))) {
                return false;
            }
        }
        return parameter == syntax.parameters().size()
                || isParameterGiven
                || !syntax.parameters().get(parameter).needed();
    }

    private boolean option(String word) {
        int end = word.indexOf('=');
        String name = end < 0 ? word : word.substring(0, end);
        for (Syntax.Option option : syntax.options()) {
            if (option.names().contains(name)) {
                boolean isAllowed = given.add(option.names().get(0)) || option.repeats();
                return isAllowed && (end < 0 ? value(option) : set(option, word.substring(end + 1)));
            }
        }
        return false;
    }

    private boolean value(Syntax.Option option) {
        if (option.isFlag()) {
            settings.add(() -> option.set().accept("true"));
            return true;
        }
        return next < words.size() && !words.get(next).startsWith("-") && set(option, words.get(next++));
    }

    private boolean set(Syntax.Option option, String value) {
        if (!fits(option.type(), value)) {
            return false;
        }
        settings.add(() -> option.set().accept(value));
        return true;
    }

    private static boolean fits(Class<?> type, String value) {
        if (type == Map.class) {
            return value.indexOf('=') > 0;
        }
        if (type == int.class) {
            return value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9') && !value.startsWith("0");
        }
        Object[] constants = type.getEnumConstants();
        return type != boolean.class
                && !value.isEmpty()
                && (constants == null
                        || Arrays.stream(constants).anyMatch(c -> c.toString().equalsIgnoreCase(value)));
    }

    private boolean parameter(String word) {
        boolean isOneMore = parameter < syntax.parameters().size() && !word.isEmpty();
        if (!isOneMore || word.startsWith("@")) { // picocli reads @FILE where there is such a file
            return false;
        }
        Syntax.Parameter taker = syntax.parameters().get(parameter);
        settings.add(() -> taker.set().accept(word));
        isParameterGiven = taker.repeats();
        parameter += taker.repeats() ? 0 : 1;
        return true;
    }
}
