package dev.stave.version;

import java.util.Locale;

/** Whether what a stack declares and what an image says can be the same version. */
public final class VersionMatch {
    private VersionMatch() {}

    /**
     * True where {@code found} is {@code declared} or goes on after it at a boundary ({@code 1.22} and {@code
     * 1.22.1-9}, not {@code 1.2} and {@code 1.22}), or where {@code declared} adds a variant to {@code found} ({@code
     * 7.4.1-alpine}). A leading v does not count, nor what a tag cannot hold ({@code +} and {@code _} are the same).
     */
    public static boolean agree(String declared, String found) {
        String wanted = plain(declared);
        String actual = plain(found);
        return wanted.equals(actual)
                || (actual.startsWith(wanted) && !Character.isLetterOrDigit(actual.charAt(wanted.length())))
                || (wanted.startsWith(actual) && "-_".indexOf(wanted.charAt(actual.length())) >= 0);
    }

    private static String plain(String version) {
        String mapped = version.strip().toLowerCase(Locale.ROOT).replaceAll("[+~^]", "_");
        return mapped.matches("v[0-9].*") ? mapped.substring(1) : mapped;
    }
}
