package dev.stave.imports.shell;

import dev.stave.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One shell file read for its assignments, in the order of its lines. Functions are passed over, commands are never run:
 * what they might have set is noted.
 */
public final class ShellFile {
    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)([A-Za-z_][A-Za-z0-9_]*)(\\[[^]]*])?(\\+?)=(.*)");
    private static final Set<String> DECLARING = Set.of("export", "local", "declare", "typeset", "readonly");
    private static final Set<String> WITHOUT_EFFECT = Set.of("true", "set", "shopt", "umask", "return", "alias");

    private final String shownAs;
    private final ShellScope scope;
    private final List<Token> tokens;
    private final List<ShellNote> notes = new ArrayList<>();

    private ShellFile(String text, String shownAs, ShellScope scope) {
        this.shownAs = shownAs;
        this.scope = scope;
        this.tokens = new Lexer(text).tokens();
    }

    /**
     * Evaluates the file's assignments into the scope.
     *
     * @param shownAs how notes name the file
     * @return what could not be told, in the order of the lines
     */
    public static List<ShellNote> evaluate(String text, String shownAs, ShellScope scope) {
        ShellFile file = new ShellFile(text, shownAs, scope);
        file.run();
        return List.copyOf(file.notes);
    }

    /** What one word comes to; empty where only a running shell could tell. */
    public static Optional<String> expand(String word, ShellScope scope) {
        Expansion.Result result = Expansion.value(word, scope, new Origin("", 0));
        return result.refused().isEmpty() ? Optional.of(result.text()) : Optional.empty();
    }

    private void run() {
        int i = 0;
        while (i < tokens.size()) {
            Token token = tokens.get(i);
            int compound = Blocks.end(tokens, i);
            if (Blocks.isFunction(tokens, i)) {
                i = compound;
            } else if (compound > i) {
                int end = listEnd(compound);
                refuse(tokens.subList(i, end), "only known when it runs");
                i = end;
            } else if (token.endsList()) {
                i++;
            } else {
                int end = listEnd(i);
                list(tokens.subList(i, end));
                i = end;
            }
        }
    }

    private int listEnd(int from) {
        int end = from;
        while (end < tokens.size()) {
            Token token = tokens.get(end);
            boolean goesOn = token.kind() == Token.Kind.LINE_END && end > from && isLink(tokens.get(end - 1));
            if (token.endsList() && !goesOn) {
                return end;
            }
            end++;
        }
        return end;
    }

    private static boolean isLink(Token token) {
        return token.is("&&") || token.is("||") || token.is("|");
    }

    /** Commands tied by {@code &&} and {@code ||}. An assignment succeeds, so what follows {@code ||} is never reached. */
    private void list(List<Token> list) {
        int start = 0;
        for (int i = 0; i <= list.size(); i++) {
            boolean end = i == list.size();
            if (!end
                    && !list.get(i).is("&&")
                    && !list.get(i).is("||")
                    && !list.get(i).is("&")) {
                continue;
            }
            List<Token> command = words(list.subList(start, i));
            if (!command.isEmpty() && !command(command)) {
                refuse(list.subList(start, list.size()), "only known when it runs");
                return;
            }
            if (!end && list.get(i).is("||")) {
                return;
            }
            start = i + 1;
        }
    }

    private static List<Token> words(List<Token> command) {
        return command.stream()
                .filter(token -> token.kind() != Token.Kind.LINE_END)
                .toList();
    }

    /** Whether the command does nothing but what was done here. */
    private boolean command(List<Token> command) {
        if (command.stream().anyMatch(token -> !token.isWord())) {
            return false;
        }
        String name = command.get(0).text();
        List<Token> arguments = command.subList(1, command.size());
        if (name.equals(":")) {
            arguments.forEach(argument -> Expansion.words(argument.text(), scope, at(argument)));
            return true;
        }
        if (name.equals("unset")) {
            arguments.forEach(argument -> scope.unset(argument.text()));
            return true;
        }
        if (WITHOUT_EFFECT.contains(name)) {
            return true;
        }
        boolean declares = DECLARING.contains(name);
        List<Token> assignments = declares ? declared(arguments) : command;
        if (!assignments.stream()
                .allMatch(token -> ASSIGNMENT.matcher(token.text()).matches())) {
            return false;
        }
        assignments.forEach(this::assign);
        return true;
    }

    /** Without options, and names that are only declared. */
    private static List<Token> declared(List<Token> arguments) {
        return arguments.stream()
                .filter(argument -> !argument.text().matches("-[a-zA-Z]+|[A-Za-z_][A-Za-z0-9_]*"))
                .toList();
    }

    private void assign(Token token) {
        Matcher form = ASSIGNMENT.matcher(token.text());
        if (!form.matches()) {
            throw new IllegalStateException("no assignment: " + token);
        }
        String name = form.group(1);
        Origin at = at(token);
        boolean adds = !form.group(3).isEmpty();
        ShellValue before = adds ? scope.get(name).orElse(null) : null;
        ShellValue value = form.group(4).startsWith("(")
                ? array(name, form.group(4), before, at)
                : text(name, form.group(4), before, at);
        if (form.group(2) == null) {
            scope.set(name, value);
        } else {
            note(at, name + form.group(2) + "= sets one element, which is not followed", name);
            scope.set(name, new ShellValue(value.words(), false, at));
        }
    }

    private ShellValue text(String name, String word, @org.jspecify.annotations.Nullable ShellValue before, Origin at) {
        Expansion.Result result = Expansion.value(word, scope, at);
        result.refused().forEach(why -> note(at, name + ": " + why, name));
        String text = (before == null ? "" : before.text()) + result.text();
        return new ShellValue(List.of(text), result.refused().isEmpty() && (before == null || before.known()), at);
    }

    private ShellValue array(
            String name, String written, @org.jspecify.annotations.Nullable ShellValue before, Origin at) {
        List<String> words = new ArrayList<>(before == null ? List.of() : before.words());
        boolean known = before == null || before.known();
        for (Token element : new Lexer(written.substring(1, Math.max(1, written.length() - 1))).tokens()) {
            if (element.isWord()) {
                Expansion.Result result = Expansion.words(element.text(), scope, at);
                result.refused().forEach(why -> note(at, name + ": " + why, name));
                known &= result.refused().isEmpty();
                words.addAll(result.fields());
            }
        }
        return new ShellValue(words, known, at);
    }

    private void refuse(List<Token> command, String why) {
        SortedSet<String> names = new TreeSet<>();
        StringBuilder shown = new StringBuilder();
        for (Token token : command) {
            Matcher form = ASSIGNMENT.matcher(token.text());
            if (form.matches()) {
                names.add(form.group(1));
            }
            shown.append(token.kind() == Token.Kind.LINE_END ? "; " : token.text() + " ");
        }
        Origin at = at(command.get(0));
        notes.add(new ShellNote(at, Expansion.shown(shown.toString().strip()) + " is " + why, names));
        for (String name : names) {
            List<String> words = scope.get(name).map(ShellValue::words).orElse(List.of());
            scope.set(name, new ShellValue(words, false, at));
        }
    }

    private void note(Origin at, String message, String name) {
        notes.add(new ShellNote(at, message, new TreeSet<>(Set.of(name))));
    }

    private Origin at(Token token) {
        return new Origin(shownAs, token.line());
    }
}
