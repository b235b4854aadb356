package dev.stave.imports;

import dev.stave.model.UsageException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A form of the stack file that imported stacks are written in. */
public interface StackForm {
    /** The whole file; what could not be translated stands in comments at its end. */
    String write(Imported imported);

    /**
     * A stack file with one image or builder more; the rest stays as it is.
     *
     * @param kind {@code images} or {@code builders}
     * @throws UsageException where no place for it is found
     */
    String added(String stack, String kind, String name, Value.Block settings);

    /** There is no place for it: the text is for people to put in. */
    static UsageException noPlace(String text) {
        return new UsageException(
                "there is no place in the stack file that it could be added at", "add it yourself:\n" + text);
    }

    /** The comments at the end, each line after the sign that begins a comment. */
    static String ending(List<Note> notes, String sign) {
        if (notes.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n" + sign + " What could not be translated:\n");
        notes.forEach(note -> text.append(sign)
                .append("   ")
                .append(note.toString().replace("\n", " "))
                .append('\n'));
        return text.toString();
    }

    /** The names of a kind that texts somewhere below refer to. */
    static SortedSet<String> named(Value value, Value.Piece.Kind kind) {
        SortedSet<String> names = new TreeSet<>();
        value.match(
                text -> text.pieces().stream()
                        .filter(piece -> piece.kind() == kind)
                        .map(Value.Piece::text)
                        .map(names::add)
                        .count(),
                bare -> 0L,
                many -> many.values().stream()
                        .filter(v -> names.addAll(named(v, kind)))
                        .count(),
                block -> inside(block.entries(), kind, names));
        return names;
    }

    private static long inside(Map<String, Value> entries, Value.Piece.Kind kind, SortedSet<String> names) {
        return entries.values().stream()
                .filter(v -> names.addAll(named(v, kind)))
                .count();
    }
}
