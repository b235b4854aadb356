package dev.stave.packages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which packages are meant (PMS 8, section 8.3, "Package dependency specifications"), without blockers and USE
 * dependencies.
 *
 * @param operator   {@code < <= = >= > ~}; empty where any version fits
 * @param name       {@code category/name}, or a name in any category
 * @param version    null where any fits
 * @param glob       whether {@code =} has a {@code *} after the version
 * @param slot       with a sub-slot or without; empty where any fits
 * @param repository empty where any fits
 */
public record Atom(
        String operator, String name, @Nullable PortageVersion version, boolean glob, String slot, String repository) {
    private static final Pattern FORM = Pattern.compile("(<=|>=|[<>=~])?((?:[\\w][\\w+.-]*/)?[\\w][\\w+-]*?)"
            + "(?:-([0-9][0-9.]*[a-z]?(?:_(?:alpha|beta|pre|rc|p)[0-9]*)*(?:-r[0-9]+)?)(\\*)?)?"
            + "(?::([^:\\[]*))?(?:::([\\w-]+))?(?:\\[.*])?");

    /** Empty where the text is no atom. */
    public static Optional<Atom> tryParse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String operator = orEmpty(matcher.group(1));
        String version = orEmpty(matcher.group(3));
        boolean glob = matcher.group(4) != null;
        Optional<PortageVersion> parsed = PortageVersion.tryParse(version);
        if (operator.isEmpty() != version.isEmpty()
                || (parsed.isEmpty() && !version.isEmpty())
                || (glob && !operator.equals("="))) {
            return Optional.empty();
        }
        String slot = orEmpty(matcher.group(5)).replaceFirst("[=*]$", "");
        return Optional.of(
                new Atom(operator, matcher.group(2), parsed.orElse(null), glob, slot, orEmpty(matcher.group(6))));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    public boolean matches(PortagePackage one) {
        boolean named = name.contains("/") ? name.equals(one.name()) : name.equals(one.shortName());
        return named
                && (repository.isEmpty() || repository.equals(one.repository()))
                && fitsSlot(one)
                && (version == null || one.portageVersion().filter(this::fits).isPresent());
    }

    private boolean fitsSlot(PortagePackage one) {
        return slot.isEmpty() || slot.equals(slot.contains("/") ? one.slot() : one.mainSlot());
    }

    private boolean fits(PortageVersion installed) {
        PortageVersion wanted = version;
        if (wanted == null) {
            return true;
        }
        if (glob) {
            return installed.goesOnFrom(wanted);
        }
        int order = installed.compareTo(wanted);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case ">" -> order > 0;
            case "~" -> installed.compareWithoutRevision(wanted) == 0;
            default -> order == 0;
        };
    }
}
