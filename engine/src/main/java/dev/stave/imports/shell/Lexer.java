package dev.stave.imports.shell;

import dev.stave.imports.shell.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a shell file into words and operators (POSIX Shell Command Language, "Token Recognition", with bash's arrays).
 * Comments and the bodies of here-documents are left out.
 */
final class Lexer {
    private static final String META = " \t\n;&|()<>";
    private static final List<String> OPERATORS = List.of(
            "<<<", "<<-", "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>", ">|", ";", "&", "|", "(", ")", "<", ">");
    private static final Pattern ARRAY_HEAD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<String> documents = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private int counted;

    Lexer(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    List<Token> tokens() {
        while (at < text.length()) {
            next();
        }
        add(Kind.LINE_END, "\n", at);
        return tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\n') {
            add(Kind.LINE_END, "\n", at++);
            skipDocuments();
        } else if (c == ' ' || c == '\t') {
            at++;
        } else if (text.startsWith("\\\n", at)) {
            at += 2;
        } else if (c == '#') {
            at = endOfLine(at);
        } else {
            operatorOrWord();
        }
    }

    private void operatorOrWord() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                add(Kind.OPERATOR, operator, at);
                at += operator.length();
                return;
            }
        }
        int start = at;
        at = Quoting.wordEnd(text, at, META);
        boolean array = at < text.length()
                && text.charAt(at) == '('
                && ARRAY_HEAD.matcher(text.substring(start, at)).matches();
        if (array) {
            at = Quoting.closing(text, at, '(', ')');
        }
        String word = text.substring(start, at);
        Token before = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (before != null && (before.is("<<") || before.is("<<-"))) {
            documents.add((before.is("<<-") ? "\t" : "") + word.replaceAll("[\"'\\\\]", ""));
        }
        add(Kind.WORD, word, start);
    }

    /** A here-document begins in the line after its word. */
    private void skipDocuments() {
        while (!documents.isEmpty()) {
            String end = documents.remove();
            boolean tabs = end.startsWith("\t");
            boolean ended = false;
            while (at < text.length() && !ended) {
                int stop = endOfLine(at);
                String read = text.substring(at, stop);
                ended = (tabs ? read.replaceFirst("^\t+", "") : read).equals(tabs ? end.substring(1) : end);
                at = Math.min(text.length(), stop + 1);
            }
        }
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private void add(Kind kind, String word, int start) {
        for (; counted < Math.min(start, text.length()); counted++) {
            line += text.charAt(counted) == '\n' ? 1 : 0;
        }
        tokens.add(new Token(kind, word, line));
    }
}
