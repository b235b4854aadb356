package dev.stave.plan;

import dev.stave.model.Digest;
import dev.stave.model.Platform;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An image that ended well in this run, whatever was done for it.
 *
 * @param digest    of its manifest or index
 * @param platforms config digest of each platform
 * @param tag       null where none is written, as with {@code build}
 */
public record Made(
        Digest digest,
        SortedMap<Platform, Digest> platforms,
        @Nullable String tag) {}
