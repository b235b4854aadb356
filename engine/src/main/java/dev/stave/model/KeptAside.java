package dev.stave.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Headers and static libraries of a rootfs build: what stays in the image, and which images' files, kept aside by their
 * builders, are wanted again while this one is built.
 */
public record KeptAside(
        boolean keepHeaders,
        boolean keepStaticLibs,
        List<ImageName> headersFrom,
        List<ImageName> staticLibsFrom,
        List<ImageName> iconvFrom) {
    public static final KeptAside NONE = new KeptAside(false, false, List.of(), List.of(), List.of());

    public KeptAside {
        headersFrom = List.copyOf(headersFrom);
        staticLibsFrom = List.copyOf(staticLibsFrom);
        iconvFrom = List.copyOf(iconvFrom);
    }

    /** All images whose files are wanted. */
    public SortedSet<ImageName> all() {
        SortedSet<ImageName> all = new TreeSet<>(headersFrom);
        all.addAll(staticLibsFrom);
        all.addAll(iconvFrom);
        return all;
    }
}
