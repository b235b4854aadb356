package dev.stave.container;

import dev.stave.model.Platform;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A container to be kept open for many commands.
 *
 * @param image        name from {@link ContainerEngine#load}; it has {@code sh} and {@code sleep}
 * @param user         who commands run as, such as {@code 0:0}, which needs no name in the image; null for the image's own
 * @param environment  added to the image's own for every command; never part of a committed image
 * @param mounts       what of the host is seen inside, in any order; one may lie below another where that one's source
 *     has the folder or file to mount it on
 * @param network      what the container reaches
 * @param capabilities added to what the engine grants by itself, without {@code CAP_}; {@code ALL} is all that this host has
 * @param platform     of the image
 */
public record BuildContainerOrder(
        String image,
        @Nullable String user,
        SortedMap<String, String> environment,
        List<ContainerRun.Mount> mounts,
        Network network,
        List<String> capabilities,
        Platform platform,
        Owner owner) {
    public BuildContainerOrder {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        mounts = List.copyOf(mounts);
        capabilities = List.copyOf(capabilities);
    }

    /** What a container reaches. */
    public enum Network {
        /** Nothing but itself. */
        NONE,
        /** The outside, through the engine's own network. */
        ENGINE,
        /** All that this host reaches, its loopback addresses included: for a proxy or a mirror that answers there. */
        HOST
    }
}
