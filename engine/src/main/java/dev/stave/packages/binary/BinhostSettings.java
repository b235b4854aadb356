package dev.stave.packages.binary;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Portage must be told of the places that it reads binary packages from: its binrepos.conf (portage(5)). */
public final class BinhostSettings {
    /** Gentoo's own, on any of its mirrors: {@code …/releases/amd64/binpackages/23.0/x86-64/}. */
    private static final Pattern OFFICIAL = Pattern.compile("https?://.+/releases/[^/]+/binpackages/.+");

    private static final int HIGHEST = 9000;

    private BinhostSettings() {}

    /** Whether every package from there must be signed by Gentoo. */
    public static boolean isOfficial(String address) {
        return OFFICIAL.matcher(address).matches();
    }

    /** Whether Portage reads from there itself; of other places Stave fetches the packages. */
    public static boolean isPortages(String address) {
        return !address.startsWith("oci:");
    }

    /** The folder of this host that an address names; empty for all others. */
    public static Optional<Path> folder(String address) {
        return address.startsWith("/") || address.startsWith("file:///")
                ? Optional.of(Path.of(address.replaceFirst("^file://", "")))
                : Optional.empty();
    }

    /**
     * The file's text; the first address is asked first. Empty where there is none for Portage.
     *
     * @param signed whether packages of all of them must be signed
     */
    public static String binrepos(List<String> addresses, boolean signed) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String address : addresses) {
            if (isPortages(address)) {
                text.append(number == 0 ? "" : "\n")
                        .append("[stave-" + number + "]\n")
                        .append("sync-uri = "
                                + folder(address).map(p -> "file://" + p).orElse(address) + "\n")
                        .append("priority = " + (HIGHEST - number) + "\n")
                        // said in both cases: Portage's own default has changed with its versions
                        .append("verify-signature = " + (signed || isOfficial(address)) + "\n");
                number++;
            }
        }
        return text.toString();
    }
}
