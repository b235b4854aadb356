package dev.stave.inventory;

import dev.stave.model.Nearest;
import java.util.Collection;
import java.util.List;

/** The sentences that readers and checks share, so that both forms of a stack file are told the same. */
public final class Words {
    private Words() {}

    /**
     * @param place title of the block, such as {@code an image} or {@code rootfs}
     * @param known what may stand there in the form at hand
     */
    public static String unknownSetting(String name, String place, Collection<String> known) {
        String where = place.startsWith("a ") || place.startsWith("an ") ? "" : " in " + place;
        return "unknown setting '" + name + "'" + where + Nearest.hint(name, known);
    }

    /** A setting of one value that is written again. */
    public static String twice(String name, int firstLine) {
        return "'" + name + "' is set twice, first in line " + firstLine;
    }

    /** An image, builder, host or software that is declared again; {@code subject} as in {@code image 'nginx'}. */
    public static String declaredTwice(int firstLine) {
        return "declared twice, first in line " + firstLine;
    }

    /** @param path of the setting, such as {@code test healthy} */
    public static String wrongForm(String path, String wanted, Node found) {
        return path + ": must be " + wanted + ", not " + form(found);
    }

    public static String numberAsText(String path, String number) {
        return path + ": " + number + " is a number and has lost how it was written; write it in quotes";
    }

    static String wrongValue(String path, String value, ValueType type) {
        return path + ": '" + value + "' is "
                + (type == ValueType.TRUTH ? "neither true nor false" : "not " + type.described());
    }

    static String wrongChoice(String path, String value, List<String> choices) {
        return path + ": '" + value + "' is not "
                + (choices.size() == 1 ? "'" + choices.get(0) + "'" : "one of " + String.join(", ", choices))
                + Nearest.hint(value, choices);
    }

    static String nothing(String path, Shape wanted) {
        boolean text = wanted.match(w -> true, m -> false, n -> false, b -> false, e -> false);
        return path + ": has no value; write "
                + (text ? "'' for an empty text" : wanted.described() + ", or leave it out");
    }

    static String quoted(String path, String value) {
        return path + ": '" + value + "' is a text; write " + value + " without quotes";
    }

    static String secretWanted(String path) {
        return path + ": must be a reference to a secret; a secret itself is never written in a stack";
    }

    static String missing(String path, String setting) {
        return (path.isEmpty() ? "" : path + ": ") + "'" + setting + "' is missing";
    }

    static String secretRefused(String path, String advice) {
        return path + ": a secret cannot stand here; " + advice;
    }

    private static String form(Node node) {
        return node.match(text -> "a text", items -> "a list", fields -> "a map");
    }
}
