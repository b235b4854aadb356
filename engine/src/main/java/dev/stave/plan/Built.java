package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.Platform;
import java.util.SortedMap;

/**
 * An image that stands whole in the store, as the records know it.
 *
 * @param fingerprint content fingerprint it was made from
 * @param gate        gate fingerprint it passed
 * @param base        tag of its version, before any revision
 * @param digest      of its manifest or index
 * @param platforms   config digest of each platform
 */
public record Built(
        Fingerprint fingerprint, Fingerprint gate, String base, Digest digest, SortedMap<Platform, Digest> platforms) {}
