package dev.stave.model;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that a declared builder takes from a mirror or a repository: its stage3, its tree, or one of its overlays.
 *
 * @param overlay name of the overlay; empty for the other two
 */
public record BuilderInput(Kind kind, String builder, String overlay) {
    private static final Pattern KEY = Pattern.compile("(stage3|portage) ([^ /]+)|overlay ([^ /]+)/([^ ]+)");

    public enum Kind {
        STAGE3,
        PORTAGE,
        OVERLAY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static BuilderInput stage3(String builder) {
        return new BuilderInput(Kind.STAGE3, builder, "");
    }

    public static BuilderInput portage(String builder) {
        return new BuilderInput(Kind.PORTAGE, builder, "");
    }

    public static BuilderInput overlay(String builder, String overlay) {
        return new BuilderInput(Kind.OVERLAY, builder, overlay);
    }

    /** What a pin's key names; empty where it is the key of something else. */
    public static Optional<BuilderInput> ofKey(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                parts.group(1) == null
                        ? overlay(parts.group(3), parts.group(4))
                        : new BuilderInput(Kind.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), parts.group(2), ""));
    }

    /** The key of its pin: {@code stage3 B}, {@code portage B}, {@code overlay B/NAME}. */
    public String key() {
        return kind.word() + " " + builder + (overlay.isEmpty() ? "" : "/" + overlay);
    }

    /** {@code the stage3 of builder 'musl'}. */
    public String words() {
        return switch (kind) {
            case STAGE3 -> "the stage3 of builder '" + builder + "'";
            case PORTAGE -> "the tree of builder '" + builder + "'";
            case OVERLAY -> "overlay '" + overlay + "' of builder '" + builder + "'";
        };
    }

    /** The settings of its builder that say where it comes from. */
    public SortedMap<String, String> settings(BuilderSpec of) {
        return switch (kind) {
            case STAGE3 -> of.stage3();
            case PORTAGE -> of.portage();
            case OVERLAY -> of.overlays().getOrDefault(overlay, new TreeMap<>());
        };
    }

    /** The first word of its pin: the flavour of a stage3, {@code snapshot}, {@code git:URL#REF} or {@code rsync:URL}. */
    public String what(BuilderSpec of) {
        SortedMap<String, String> settings = settings(of);
        if (kind == Kind.STAGE3) {
            return settings.getOrDefault("flavour", "").replaceFirst("^stage3-", "");
        }
        String git = settings.get("git");
        String rsync = settings.get("rsync");
        return git != null
                ? "git:" + shown(git) + "#" + settings.getOrDefault("ref", "HEAD")
                : rsync != null ? "rsync:" + shown(rsync) : "snapshot";
    }

    /** An address without what may be secret in it, and without a space. */
    private static String shown(String address) {
        return address.replaceFirst("://[^/@]*@", "://").replaceAll("\\s", "%20");
    }
}
