package dev.stave.model;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An operating system and a processor, written {@code os/architecture[/variant]} with Go's names (OCI image-spec,
 * image-index.md, "platform").
 *
 * @param variant empty where there is none
 */
public record Platform(String os, String architecture, String variant) implements Comparable<Platform> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?");
    private static final Map<String, String> GO_NAMES =
            Map.of("x86_64", "amd64", "aarch64", "arm64", "i386", "386", "armhf", "arm");

    public static Optional<Platform> tryParse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("/", 3);
        return Optional.of(new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : ""));
    }

    public static Platform parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new EngineException(
                        "'" + text + "' is not a platform", "write os/architecture, such as linux/amd64"));
    }

    /** The Linux platform of a machine whose JVM or kernel names its processor so. */
    public static Platform linuxOn(String machine) {
        return new Platform("linux", GO_NAMES.getOrDefault(machine, machine), "");
    }

    /** Whether an image for {@code other} is one for this platform; an arm64 image is a v8 one. */
    public boolean accepts(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && plainVariant().equals(other.plainVariant());
    }

    private String plainVariant() {
        return architecture.equals("arm64") && variant.equals("v8") ? "" : variant;
    }

    @Override
    public int compareTo(Platform other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return variant.isEmpty() ? os + "/" + architecture : os + "/" + architecture + "/" + variant;
    }
}
