package dev.stave.inventory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Portage's atoms (PMS, "Package dependency specifications"), as far as a stack must understand them. */
final class Atoms {
    private static final Pattern OPERATOR = Pattern.compile("^(!{0,2})(<=|>=|[<>=~])");
    private static final Pattern VERSION = Pattern.compile("-[0-9][A-Za-z0-9._]*(-r[0-9]+)?\\*?$");

    /** Not the repository after two colons, and not the operators {@code :=} and {@code :*}. */
    private static final Pattern SLOT = Pattern.compile("(?<!:):([A-Za-z0-9_][A-Za-z0-9+_.-]*)");

    private Atoms() {}

    /** The package without operator, version, slot, repository and USE: {@code =dev-db/postgresql-17.5:17} is {@code dev-db/postgresql}. */
    static String packageOf(String atom) {
        String bare = atom.replaceFirst("\\[.*$", "").replaceFirst(":.*$", "");
        String named = OPERATOR.matcher(bare).replaceFirst("");
        return named.equals(bare) ? bare : VERSION.matcher(named).replaceFirst("");
    }

    /** The same with the slot where the atom names one: {@code dev-lang/python:3.12}. */
    static String packageInSlot(String atom) {
        Matcher slot = SLOT.matcher(atom.replaceFirst("\\[.*$", ""));
        return packageOf(atom) + (slot.find() ? ":" + slot.group(1) : "");
    }
}
