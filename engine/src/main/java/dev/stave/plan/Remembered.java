package dev.stave.plan;

import java.util.SortedMap;

/**
 * What an image's last fingerprints were made of, kept to say in words what changed. May be missing: then the words are
 * fewer and the decisions the same.
 *
 * @param content entries of the content fingerprint
 * @param gate    entries of the gate fingerprint
 * @param tags    tags of the images it was made on
 */
public record Remembered(
        SortedMap<String, String> content, SortedMap<String, String> gate, SortedMap<String, String> tags) {}
