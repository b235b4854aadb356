package dev.stave.imports.role;

import dev.stave.imports.Note;
import dev.stave.imports.Value.Piece;
import dev.stave.imports.Value.Piece.Kind;
import dev.stave.imports.Value.Text;
import dev.stave.inventory.Node;
import dev.stave.model.Nearest;
import dev.stave.model.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Jinja that inventories use: names with their parts, and {@code default}. Versions of software stay
 * references, other values are put in; what is not known stays as it is written and is noted.
 */
final class Jinja {
    private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)}}|\\{%(.*?)%}", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile(
            "([A-Za-z_][A-Za-z0-9_]*)((?:\\.[A-Za-z_][A-Za-z0-9_]*|\\[\\s*(?:'[^']*'|\"[^\"]*\")\\s*])*)\\s*(?:\\|\\s*(.*))?",
            Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\[\\s*['\"]([^'\"]*)['\"]\\s*]");
    private static final Pattern DEFAULT =
            Pattern.compile("default\\(\\s*(?:'([^']*)'|\"([^\"]*)\"|([^'\"()]*))\\s*(?:,\\s*true\\s*)?\\)");
    private static final int DEEPEST = 20;

    private final Node.Fields variables;
    private final List<Note> notes;
    private final SortedMap<String, String> used = new TreeMap<>();
    private int depth;

    /** @param variables everything that texts may name, {@code software} and {@code builder} among them */
    Jinja(Node.Fields variables, List<Note> notes) {
        this.variables = variables;
        this.notes = notes;
    }

    /** Variables of the play that texts name, with their values. */
    SortedMap<String, String> used() {
        return used;
    }

    /** A text with references in it. */
    Text text(Node.Text text) {
        return read(text.value(), text.origin());
    }

    /** A text without references: versions put in as they are. */
    String plain(Node.Text text) {
        StringBuilder plain = new StringBuilder();
        for (Piece piece : text(text).pieces()) {
            plain.append(
                    switch (piece.kind()) {
                        case LITERAL -> piece.text();
                        case SOFTWARE ->
                            value(List.of("software", piece.text(), "version"), text.origin())
                                    .orElse("");
                        case VARIABLE -> used.getOrDefault(piece.text(), "");
                    });
        }
        return plain.toString();
    }

    private Text read(String text, Origin at) {
        List<Piece> pieces = new ArrayList<>();
        Matcher tag = TAG.matcher(text);
        int end = 0;
        while (tag.find()) {
            literal(pieces, text.substring(end, tag.start()));
            Optional<Piece> piece = tag.group(1) == null
                    ? Optional.empty()
                    : expression(tag.group(1).strip(), at);
            if (tag.group(1) == null) {
                notes.add(new Note(at, "the statement " + tag.group() + " of a template is not followed"));
            }
            piece.ifPresentOrElse(
                    p -> {
                        if (p.kind() == Kind.LITERAL) {
                            literal(pieces, p.text());
                        } else {
                            pieces.add(p);
                        }
                    },
                    () -> literal(pieces, tag.group()));
            end = tag.end();
        }
        literal(pieces, text.substring(end));
        return new Text(pieces);
    }

    private static void literal(List<Piece> pieces, String text) {
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last).kind() == Kind.LITERAL) {
            pieces.set(last, new Piece(Kind.LITERAL, pieces.get(last).text() + text));
        } else if (!text.isEmpty()) {
            pieces.add(new Piece(Kind.LITERAL, text));
        }
    }

    private Optional<Piece> expression(String expression, Origin at) {
        Matcher form = PATH.matcher(expression);
        Optional<String> otherwise = form.matches() ? fallback(form.group(3)) : Optional.empty();
        if (!form.matches() || (form.group(3) != null && otherwise.isEmpty())) {
            notes.add(new Note(at, "the expression {{ " + expression + " }} is not followed"));
            return Optional.empty();
        }
        List<String> path = path(form.group(1), form.group(2));
        Optional<String> found = value(path, at);
        if (found.isEmpty() && otherwise.isPresent()) {
            return Optional.of(new Piece(Kind.LITERAL, otherwise.get()));
        }
        if (found.isEmpty()) {
            notes.add(new Note(at, "{{ " + expression + " }}: " + complaint(path)));
            return Optional.empty();
        }
        if (path.size() == 3 && path.get(0).equals("software") && path.get(2).equals("version")) {
            return Optional.of(new Piece(Kind.SOFTWARE, path.get(1)));
        }
        if (path.size() == 1) {
            used.put(path.get(0), found.get());
            return Optional.of(new Piece(Kind.VARIABLE, path.get(0)));
        }
        return Optional.of(new Piece(Kind.LITERAL, found.get()));
    }

    /** What {@code default} says; empty for another filter. */
    private static Optional<String> fallback(@org.jspecify.annotations.Nullable String filters) {
        Matcher form = DEFAULT.matcher(filters == null ? "" : filters.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                form.group(1) != null
                        ? form.group(1)
                        : form.group(2) != null ? form.group(2) : form.group(3).strip());
    }

    private static List<String> path(String first, String rest) {
        List<String> path = new ArrayList<>(List.of(first));
        Matcher part = PART.matcher(rest);
        while (part.find()) {
            path.add(part.group(1) == null ? part.group(2) : part.group(1));
        }
        return path;
    }

    /** The scalar at a path, itself made plain; empty where there is none. */
    Optional<String> value(List<String> path, Origin at) {
        Node node = variables;
        for (String part : path) {
            Node next = node instanceof Node.Fields map ? map.nodes().get(part) : null;
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        if (!(node instanceof Node.Text text) || text.kind() == Node.Kind.NOTHING || depth > DEEPEST) {
            return Optional.empty();
        }
        depth++;
        try {
            return Optional.of(plain(text));
        } finally {
            depth--;
        }
    }

    private String complaint(List<String> path) {
        Node node = variables;
        for (int i = 0; i < path.size(); i++) {
            Map<String, Node> known = node instanceof Node.Fields map ? map.nodes() : new LinkedHashMap<>();
            Node next = known.get(path.get(i));
            if (next == null) {
                String what = i == 0
                        ? "unknown variable"
                        : i == 1 && path.get(0).equals("software") ? "unknown software" : "unknown key";
                return what + " '" + path.get(i) + "'" + Nearest.hint(path.get(i), known.keySet());
            }
            node = next;
        }
        return "its value is no text";
    }
}
