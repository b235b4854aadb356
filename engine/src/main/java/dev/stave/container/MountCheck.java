package dev.stave.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Mounts in the order in which they can be made, each looked at before an engine refuses it in its own words. */
public final class MountCheck {
    private MountCheck() {}

    /**
     * The outer ones first.
     *
     * @throws ContainerException for a source that is not there, and for a mount below a read-only one that has no such
     *     folder to mount it on
     */
    public static List<ContainerRun.Mount> ordered(List<ContainerRun.Mount> mounts) {
        List<ContainerRun.Mount> sorted = mounts.stream()
                .sorted(Comparator.comparing(mount -> Path.of(mount.target())))
                .toList();
        for (ContainerRun.Mount mount : sorted) {
            if (!Files.exists(mount.source())) {
                throw new ContainerException(
                        "'" + mount.source() + "' cannot be mounted on '" + mount.target() + "': there is no such file",
                        "look at the path",
                        null);
            }
            sorted.stream().filter(outer -> isBelow(mount, outer)).forEach(outer -> checkPlace(mount, outer));
        }
        return sorted;
    }

    private static boolean isBelow(ContainerRun.Mount inner, ContainerRun.Mount outer) {
        return !inner.equals(outer) && Path.of(inner.target()).startsWith(outer.target());
    }

    private static void checkPlace(ContainerRun.Mount inner, ContainerRun.Mount outer) {
        Path inside = Path.of(outer.target()).relativize(Path.of(inner.target()));
        if (!outer.writable() && !Files.exists(outer.source().resolve(inside))) {
            throw new ContainerException(
                    "'" + inner.source() + "' cannot be mounted on '" + inner.target() + "': '" + outer.source()
                            + "', which is mounted read-only on '" + outer.target() + "', has no '" + inside + "'",
                    "make that folder, or mount the outer one writable",
                    null);
        }
    }
}
