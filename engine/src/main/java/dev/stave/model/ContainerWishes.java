package dev.stave.model;

import java.util.List;

/**
 * What a build container is given beyond the usual.
 *
 * @param capabilities to add, such as {@code SYS_PTRACE}
 * @param mounts       {@code FROM:TO[:ro]}, FROM a path of the host
 */
public record ContainerWishes(List<String> capabilities, List<String> mounts) {
    public static final ContainerWishes NONE = new ContainerWishes(List.of(), List.of());

    public ContainerWishes {
        capabilities = List.copyOf(capabilities);
        mounts = List.copyOf(mounts);
    }
}
