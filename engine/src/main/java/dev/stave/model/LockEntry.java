package dev.stave.model;

import java.util.SortedMap;

/**
 * What the lock says of one released image.
 *
 * @param digest      of the manifest or index that the tag names
 * @param fingerprint content fingerprint it was made from
 * @param gate        gate fingerprint it passed
 * @param pins        pinned outside inputs: what was asked for, to what it stood for
 * @param platforms   config digest of each platform
 * @param repository  path below the destination
 * @param tag         the tag written
 * @param base        the tag of the image's version, of which {@code tag} is a revision; the same where it is none
 */
public record LockEntry(
        Digest digest,
        Fingerprint fingerprint,
        Fingerprint gate,
        SortedMap<String, String> pins,
        SortedMap<Platform, Digest> platforms,
        String repository,
        String tag,
        String base) {}
