package dev.stave.imports.role;

import dev.stave.imports.Value;
import dev.stave.imports.Value.Piece;
import dev.stave.imports.Value.Piece.Kind;
import dev.stave.imports.Value.Text;
import java.util.ArrayList;
import java.util.List;

/** Words of a text as a shell would split it, quotes taken away, references kept within their words. */
final class Words {
    private final List<Value> words = new ArrayList<>();
    private final List<Piece> word = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private char quote;
    private boolean begun;

    private Words() {}

    static List<Value> of(Text text) {
        Words all = new Words();
        for (Piece piece : text.pieces()) {
            if (piece.kind() == Kind.LITERAL) {
                piece.text().chars().forEach(c -> all.read((char) c));
            } else {
                all.flush();
                all.word.add(piece);
                all.begun = true;
            }
        }
        all.end();
        return all.words;
    }

    private void read(char c) {
        boolean quotes = c == '"' || c == '\'';
        if (quotes && (quote == 0 || quote == c)) {
            quote = quote == 0 ? c : 0;
            begun = true;
        } else if (quote == 0 && Character.isWhitespace(c)) {
            end();
        } else {
            literal.append(c);
            begun = true;
        }
    }

    private void flush() {
        if (literal.length() > 0) {
            word.add(new Piece(Kind.LITERAL, literal.toString()));
            literal.setLength(0);
        }
    }

    private void end() {
        flush();
        if (begun) {
            words.add(new Text(word));
        }
        word.clear();
        begun = false;
    }
}
