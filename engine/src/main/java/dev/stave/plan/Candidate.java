package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.ImageName;
import dev.stave.model.Platform;
import java.util.SortedMap;

/**
 * An image that was made and passed its gates, before it has a tag.
 *
 * @param base        tag of its version
 * @param digest      of its manifest or index
 * @param platforms   config digest of each platform
 * @param fingerprint content fingerprint, over all pins that the build used: {@link Planner#basis}
 */
public record Candidate(
        ImageName image, String base, Digest digest, SortedMap<Platform, Digest> platforms, Fingerprint fingerprint) {}
