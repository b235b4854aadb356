package dev.stave.state;

import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * A lock with the conflict markers of a version control's merge, made whole: for each image the side that fits the
 * merged stack.
 *
 * @param lock      the merged lock
 * @param undecided images of which no side fits: they keep our side's line and will be looked at by the next run
 */
public record LockMerge(LockFile lock, List<ImageName> undecided) {
    public LockMerge {
        undecided = List.copyOf(undecided);
    }

    /**
     * @param text    the file's text, with markers or without
     * @param shownAs how messages name it
     * @param inStack whether the merged stack has an image
     * @param fits    whether in this side's lock the image's line has the fingerprint that the merged stack gives
     */
    public static LockMerge of(
            String text, String shownAs, Predicate<ImageName> inStack, BiPredicate<LockFile, ImageName> fits) {
        LockFile ours = new LockReader(shownAs).read(side(text, true));
        LockFile theirs = new LockReader(shownAs).read(side(text, false));
        TreeSet<ImageName> names = new TreeSet<>(ours.entries().keySet());
        names.addAll(theirs.entries().keySet());
        LockFile merged = LockFile.empty(ours.stack(), ours.registry());
        List<ImageName> undecided = new ArrayList<>();
        for (ImageName name : names) {
            LockEntry our = ours.entries().get(name);
            LockEntry their = theirs.entries().get(name);
            if (our == null || their == null) {
                LockEntry only = our == null ? their : our;
                merged = only != null && inStack.test(name) ? merged.withEntry(name, only) : merged;
            } else if (our.equals(their) || fits.test(ours, name)) {
                merged = merged.withEntry(name, our);
            } else if (fits.test(theirs, name)) {
                merged = merged.withEntry(name, their);
            } else {
                merged = merged.withEntry(name, our);
                undecided.add(name);
            }
        }
        return new LockMerge(withPins(merged, ours, theirs, inStack), undecided);
    }

    private static LockFile withPins(LockFile merged, LockFile ours, LockFile theirs, Predicate<ImageName> inStack) {
        LockFile all = merged;
        for (LockFile side : List.of(theirs, ours)) {
            for (ImageName name : side.pins().keySet()) {
                boolean alone = !merged.entries().containsKey(name) && inStack.test(name);
                all = alone ? all.withPins(name, side.pins().getOrDefault(name, new java.util.TreeMap<>())) : all;
            }
        }
        return all;
    }

    /** One side of the text; commas at the ends of lines are set anew, as a merge may lose or double them. */
    private static String side(String text, boolean ours) {
        List<String> lines = new ArrayList<>();
        char part = ' ';
        for (String line : text.split("\n", -1)) {
            if (LockFile.isConflict(line)) {
                part = line.charAt(0) == '>' ? ' ' : line.charAt(0);
            } else if (part == ' ' || part == (ours ? '<' : '=')) {
                lines.add(line);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            boolean last = i + 1 == lines.size() || lines.get(i + 1).strip().startsWith("}");
            if (line.startsWith("\"") && line.endsWith("}") && !last) {
                lines.set(i, line + ",");
            } else if (line.endsWith("},") && last) {
                lines.set(i, line.substring(0, line.length() - 1));
            }
        }
        return String.join("\n", lines);
    }
}
