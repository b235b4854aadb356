package dev.stave.packages;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version with its revision (PMS 8, chapter 3, "Version specifications" and "Version comparison"). The order is that of
 * the specification: {@code 1.0} and {@code 1.0-r0} are the same version and different texts.
 *
 * @param text     as it was written
 * @param numbers  the components, leading zeros kept; at least one
 * @param letter   after the last component; empty where there is none
 * @param suffixes such as {@code _rc1}, in their order
 * @param revision 0 where there is none
 */
public record PortageVersion(
        String text, List<String> numbers, String letter, List<Suffix> suffixes, BigInteger revision)
        implements Comparable<PortageVersion> {
    private static final Pattern FORM =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|p)[0-9]*)*)(?:-r([0-9]+))?");
    private static final Pattern SUFFIX = Pattern.compile("_(alpha|beta|pre|rc|p)([0-9]*)");

    public PortageVersion {
        numbers = List.copyOf(numbers);
        suffixes = List.copyOf(suffixes);
    }

    /** Empty where the text is no version. */
    public static Optional<PortageVersion> tryParse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Suffix> suffixes = new ArrayList<>();
        Matcher each = SUFFIX.matcher(matcher.group(3));
        while (each.find()) {
            suffixes.add(
                    new Suffix(Kind.valueOf(each.group(1).toUpperCase(java.util.Locale.ROOT)), number(each.group(2))));
        }
        String revision = matcher.group(4);
        return Optional.of(new PortageVersion(
                text,
                List.of(matcher.group(1).split("\\.")),
                matcher.group(2),
                suffixes,
                number(revision == null ? "" : revision)));
    }

    /** @throws IllegalArgumentException where the text is no version */
    public static PortageVersion parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no version"));
    }

    /** In the order in which they count; no suffix lies between {@code RC} and {@code P}. */
    public enum Kind {
        ALPHA,
        BETA,
        PRE,
        RC,
        P
    }

    /** @param number 0 where none is written */
    public record Suffix(Kind kind, BigInteger number) {}

    @Override
    public int compareTo(PortageVersion other) {
        int order = compareWithoutRevision(other);
        return order != 0 ? order : revision.compareTo(other.revision);
    }

    /** The order of the versions alone, as {@code ~} looks at them. */
    public int compareWithoutRevision(PortageVersion other) {
        int order = compareNumbers(other);
        if (order == 0) {
            order = letter.compareTo(other.letter);
        }
        return order != 0 ? order : compareSuffixes(other);
    }

    /** What {@code =…*} means: {@code 1.2} and {@code 1_rc1} go on from {@code 1}, and {@code 10} does not. */
    public boolean goesOnFrom(PortageVersion start) {
        int length = start.text.length();
        return text.startsWith(start.text)
                && (text.length() == length
                        || !Character.isDigit(text.charAt(length))
                        || !Character.isDigit(text.charAt(length - 1)));
    }

    private int compareNumbers(PortageVersion other) {
        int order = number(numbers.get(0)).compareTo(number(other.numbers.get(0)));
        int shared = Math.min(numbers.size(), other.numbers.size());
        for (int i = 1; i < shared && order == 0; i++) {
            order = compareComponent(numbers.get(i), other.numbers.get(i));
        }
        return order != 0 ? order : Integer.compare(numbers.size(), other.numbers.size());
    }

    /** After the first, a component with a leading zero makes both of them fractions. */
    private static int compareComponent(String one, String two) {
        return one.startsWith("0") || two.startsWith("0")
                ? withoutTrailingZeros(one).compareTo(withoutTrailingZeros(two))
                : number(one).compareTo(number(two));
    }

    private static String withoutTrailingZeros(String digits) {
        return digits.replaceFirst("0+$", "");
    }

    private int compareSuffixes(PortageVersion other) {
        int shared = Math.min(suffixes.size(), other.suffixes.size());
        for (int i = 0; i < shared; i++) {
            Suffix mine = suffixes.get(i);
            Suffix theirs = other.suffixes.get(i);
            int order = mine.kind().compareTo(theirs.kind());
            order = order != 0 ? order : mine.number().compareTo(theirs.number());
            if (order != 0) {
                return order;
            }
        }
        if (suffixes.size() == other.suffixes.size()) {
            return 0;
        }
        boolean mineGoesOn = suffixes.size() > shared;
        boolean later = (mineGoesOn ? suffixes : other.suffixes).get(shared).kind() == Kind.P;
        return later == mineGoesOn ? 1 : -1;
    }

    private static BigInteger number(String digits) {
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    @Override
    public String toString() {
        return text;
    }
}
