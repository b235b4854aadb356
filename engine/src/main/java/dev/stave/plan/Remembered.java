package dev.stave.plan;

import dev.stave.model.Fingerprint;
import java.util.SortedMap;

/**
 * What an image's last fingerprints were made of, kept to say in words what changed. May be missing: then the words are
 * fewer and the decisions the same. {@link Planner#remember} makes it.
 *
 * @param fingerprint content fingerprint
 * @param gate        gate fingerprint
 * @param content     entries of the content fingerprint
 * @param gateContent entries of the gate fingerprint
 * @param tags        tags of the images it was made on
 */
public record Remembered(
        Fingerprint fingerprint,
        Fingerprint gate,
        SortedMap<String, String> content,
        SortedMap<String, String> gateContent,
        SortedMap<String, String> tags) {}
