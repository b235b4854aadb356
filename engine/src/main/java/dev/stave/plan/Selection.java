package dev.stave.plan;

import dev.stave.model.ImageName;
import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Which images a run is about.
 *
 * @param patterns     {@code name}, {@code section/name}, {@code section/}, a glob, {@code /regex/} or {@code @leaves};
 *                     none for all
 * @param excludes     the same forms, taken away again
 * @param withRequires whether all that the selected images need is selected too
 * @param rebuild      what is made again though nothing changed
 */
public record Selection(List<String> patterns, List<String> excludes, boolean withRequires, Rebuild rebuild) {
    /** Every image, and nothing by force. */
    public static final Selection ALL = new Selection(List.of(), List.of(), false, Rebuild.NONE);

    /** What is made again by force; each word includes those before it. */
    public enum Rebuild {
        NONE,
        /** The selected images. */
        IMAGES,
        /** And all that they need. */
        PARENTS,
        /** And the builders of all these. */
        BUILDERS
    }

    public Selection {
        patterns = List.copyOf(patterns);
        excludes = List.copyOf(excludes);
    }

    public static Selection of(String... patterns) {
        return new Selection(List.of(patterns), List.of(), false, Rebuild.NONE);
    }

    public Selection except(String... more) {
        return new Selection(patterns, List.of(more), withRequires, rebuild);
    }

    public Selection requires() {
        return new Selection(patterns, excludes, true, rebuild);
    }

    public Selection forced(Rebuild what) {
        return new Selection(patterns, excludes, withRequires, what);
    }

    /**
     * The images that this selects.
     *
     * @param needs every image of the stack with those it needs
     * @throws UsageException where a pattern matches nothing, or nothing is left
     */
    public SortedSet<ImageName> images(SortedMap<ImageName, List<ImageName>> needs) {
        TreeSet<ImageName> chosen = new TreeSet<>();
        if (patterns.isEmpty()) {
            chosen.addAll(needs.keySet());
        }
        patterns.forEach(p -> chosen.addAll(matching(p, needs)));
        if (withRequires || rebuild.compareTo(Rebuild.PARENTS) >= 0) {
            addNeeded(chosen, needs);
        }
        excludes.forEach(p -> chosen.removeAll(matching(p, needs)));
        if (chosen.isEmpty() && !needs.isEmpty()) {
            throw new UsageException("nothing is left of the selection", "exclude less");
        }
        return chosen;
    }

    /** Those of the selected images that are made again though nothing changed. */
    Set<ImageName> forced(SortedSet<ImageName> selected) {
        return rebuild == Rebuild.NONE ? Set.of() : selected;
    }

    private static void addNeeded(TreeSet<ImageName> chosen, Map<ImageName, List<ImageName>> needs) {
        List<ImageName> todo = new ArrayList<>(chosen);
        while (!todo.isEmpty()) {
            ImageName next = todo.remove(todo.size() - 1);
            needs.getOrDefault(next, List.of()).stream().filter(chosen::add).forEach(todo::add);
        }
    }

    private static Collection<ImageName> matching(String pattern, SortedMap<ImageName, List<ImageName>> needs) {
        if (pattern.equals("@leaves")) {
            Set<ImageName> needed = new HashSet<>();
            needs.values().forEach(needed::addAll);
            return needs.keySet().stream().filter(n -> !needed.contains(n)).toList();
        }
        Predicate<ImageName> wanted = predicate(pattern);
        List<ImageName> found = needs.keySet().stream().filter(wanted).toList();
        boolean oneMeant = isPlainName(pattern) && pattern.indexOf('/') < 0;
        if (oneMeant && found.size() > 1) {
            List<ImageName> bare =
                    found.stream().filter(n -> n.section().isEmpty()).toList();
            if (bare.isEmpty()) {
                throw new UsageException(
                        "'" + pattern + "' is the name of several images: " + joined(found), "write section/name");
            }
            return bare;
        }
        if (found.isEmpty()) {
            throw new UsageException(
                    "no image matches '" + pattern + "'" + Nearest.hint(pattern, candidates(pattern, needs.keySet())),
                    "'stave plan --json' lists the images of the stack");
        }
        return found;
    }

    private static Predicate<ImageName> predicate(String pattern) {
        if (pattern.length() > 1 && pattern.startsWith("/") && pattern.endsWith("/")) {
            Predicate<String> found = regex(pattern).asPredicate();
            return n -> found.test(n.toString());
        }
        if (pattern.endsWith("/")) {
            return n -> (n.section() + "/").startsWith(pattern);
        }
        if (!isPlainName(pattern)) {
            Predicate<String> whole = glob(pattern).asMatchPredicate();
            return pattern.indexOf('/') < 0
                    ? n -> whole.test(n.name()) || whole.test(n.toString())
                    : n -> whole.test(n.toString());
        }
        return n -> n.toString().equals(pattern) || n.name().equals(pattern);
    }

    private static boolean isPlainName(String pattern) {
        return !pattern.endsWith("/") && pattern.chars().noneMatch(c -> "*?".indexOf(c) >= 0);
    }

    private static Pattern regex(String pattern) {
        try {
            return Pattern.compile(pattern.substring(1, pattern.length() - 1));
        } catch (PatternSyntaxException e) {
            throw new UsageException(
                    "'" + pattern + "' is not a regular expression: " + e.getDescription(),
                    "between slashes stands a regular expression, without them a glob");
        }
    }

    /** {@code *} and {@code ?} stay within a component, {@code **} does not. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                boolean deep = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
                regex.append(deep ? ".*" : "[^/]*");
                i += deep ? 1 : 0;
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static Collection<String> candidates(String pattern, Collection<ImageName> names) {
        if (!isPlainName(pattern) && !pattern.endsWith("/")) {
            return List.of();
        }
        if (pattern.length() > 1 && pattern.startsWith("/")) {
            return List.of();
        }
        if (pattern.endsWith("/")) {
            return names.stream().map(n -> n.section() + "/").collect(Collectors.toCollection(TreeSet::new));
        }
        return pattern.indexOf('/') < 0
                ? names.stream().map(ImageName::name).collect(Collectors.toCollection(TreeSet::new))
                : names.stream().map(ImageName::toString).toList();
    }

    private static String joined(List<ImageName> names) {
        return names.stream().map(ImageName::toString).collect(Collectors.joining(", "));
    }
}
