package dev.stave.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shell of a rootfs build.
 *
 * @param shell   phase ({@code configureBuilder}, {@code configureRootfs}, {@code finishRootfs}) to shell text
 * @param files   shell files that declare phases and variables, kubler's build.sh among them, relative to the stack
 * @param patches folder of user patches, laid out as /etc/portage/patches; null for none
 * @param dialect {@code stave}, {@code kubler} or {@code gentoo-image-builder}
 */
public record BuildHooks(
        SortedMap<String, String> shell,
        List<String> files,
        @Nullable String patches,
        String dialect) {
    public static final String STAVE = "stave";
    public static final String KUBLER = "kubler";
    public static final String ROLE = "gentoo-image-builder";
    public static final BuildHooks NONE = new BuildHooks(new TreeMap<>(), List.of(), null, STAVE);

    public BuildHooks {
        files = List.copyOf(files);
    }
}
