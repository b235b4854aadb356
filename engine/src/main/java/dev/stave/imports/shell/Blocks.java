package dev.stave.imports.shell;

import java.util.List;
import java.util.Set;

/** Where functions and compound commands end, found by their words alone. */
final class Blocks {
    private static final Set<String> OPENING = Set.of("if", "for", "while", "until", "select", "case", "{");
    private static final Set<String> CLOSING = Set.of("fi", "done", "esac", "}");
    private static final Set<String> LEADING = Set.of("then", "do", "else", "elif", "!", "{", "if", "while", "until");

    private Blocks() {}

    /** {@code name() …} or {@code function name …}. */
    static boolean isFunction(List<Token> tokens, int at) {
        if (!tokens.get(at).isWord()) {
            return false;
        }
        return tokens.get(at).text().equals("function") || (is(tokens, at + 1, "(") && is(tokens, at + 2, ")"));
    }

    /** After the function or compound command that begins here; the same place where none does. */
    static int end(List<Token> tokens, int at) {
        if (isFunction(tokens, at)) {
            int body = at;
            while (body < tokens.size()
                    && !tokens.get(body).text().equals("{")
                    && !(tokens.get(body).is("(") && !is(tokens, body + 1, ")"))) {
                body++;
            }
            return body < tokens.size() ? closed(tokens, body) : tokens.size();
        }
        Token token = tokens.get(at);
        boolean compound = (token.isWord() && OPENING.contains(token.text())) || token.is("(");
        return compound ? closed(tokens, at) : at;
    }

    private static int closed(List<Token> tokens, int from) {
        int depth = 0;
        boolean atCommand = true;
        boolean inCase = false;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if ((atCommand && token.isWord() && OPENING.contains(token.text())) || token.is("(")) {
                depth++;
                inCase |= token.text().equals("case");
            } else if ((atCommand && token.isWord() && CLOSING.contains(token.text()))
                    || (token.is(")") && !isPattern(tokens, i, inCase))) {
                depth--;
            }
            if (depth <= 0) {
                return i + 1;
            }
            atCommand = !token.isWord() || LEADING.contains(token.text());
        }
        return tokens.size();
    }

    /** The bracket after a pattern of {@code case} closes nothing. */
    private static boolean isPattern(List<Token> tokens, int at, boolean inCase) {
        if (!inCase) {
            return false;
        }
        for (int i = at - 1;
                i >= 0 && !tokens.get(i).endsList() && !tokens.get(i).text().equals("in");
                i--) {
            if (tokens.get(i).is("(")) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(List<Token> tokens, int at, String operator) {
        return at < tokens.size() && tokens.get(at).is(operator);
    }
}
