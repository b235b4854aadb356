package dev.stave.model;

import org.jspecify.annotations.Nullable;

/**
 * What a stack says of one registry host.
 *
 * @param insecure          plain http
 * @param ca                certificates to trust, relative to the stack file; null for none
 * @param authFile          a docker or podman auth file; null for the usual places
 * @param username          with {@code password}, instead of a file; null for none
 * @param password          name of the secret; null for none
 * @param requestsPerSecond limit; 0 for none
 * @param connections       how many requests at once; 0 for the default
 * @param mirrorOf          the host whose images this one is asked for instead; null for none
 */
public record HostSpec(
        String host,
        boolean insecure,
        @Nullable String ca,
        @Nullable String authFile,
        @Nullable String username,
        @Nullable String password,
        int requestsPerSecond,
        int connections,
        @Nullable String mirrorOf) {
    /** A host of which the stack says nothing. */
    public static HostSpec plain(String host) {
        return new HostSpec(host, false, null, null, null, null, 0, 0, null);
    }
}
