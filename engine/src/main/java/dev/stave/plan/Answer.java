package dev.stave.plan;

import dev.stave.model.BuilderPin;
import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.Platform;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What was found out about a {@link Question}. */
public sealed interface Answer {
    /** The tag names nothing. */
    record TagAbsent() implements Answer {}

    record TagNames(Digest digest) implements Answer {}

    /**
     * What the manifests of a tag say.
     *
     * @param digest      of the manifest or index that the tag names
     * @param fingerprint the annotation {@code dev.stave.fingerprint}; null where there is none
     * @param pins        the annotation {@code dev.stave.pins}; empty where there is none
     * @param platforms   config digest of each platform
     */
    record ReleasedImage(
            Digest digest,
            @Nullable Fingerprint fingerprint,
            SortedMap<String, String> pins,
            SortedMap<Platform, Digest> platforms)
            implements Answer {}

    record Yes() implements Answer {}

    record No() implements Answer {}

    record Resolved(Digest digest) implements Answer {}

    record Version(String version) implements Answer {}

    record Pinned(BuilderPin pin) implements Answer {}

    /**
     * Nobody could say.
     *
     * @param why     a sentence without its full stop
     * @param offline whether nobody was asked because the run is offline: the plan then assumes and says so; anything
     *                else refuses the image
     */
    record Unknown(String why, boolean offline) implements Answer {}
}
