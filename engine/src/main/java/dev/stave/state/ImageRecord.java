package dev.stave.state;

import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.Platform;
import dev.stave.model.Verdict;
import java.util.SortedMap;

/**
 * What is known on this machine of an image's last build or release.
 *
 * @param fingerprint content fingerprint it was made from
 * @param gate        gate fingerprint it passed
 * @param base        tag of its version, before any revision
 * @param digest      of its manifest or index
 * @param platforms   config digest of each platform
 * @param pins        outside inputs that its build used
 * @param verdict     of its scan
 * @param content     entries of the content fingerprint
 * @param gateContent entries of the gate fingerprint
 * @param tags        tags of the images it was made on
 */
public record ImageRecord(
        Fingerprint fingerprint,
        Fingerprint gate,
        String base,
        Digest digest,
        SortedMap<Platform, Digest> platforms,
        SortedMap<String, String> pins,
        Verdict verdict,
        SortedMap<String, String> content,
        SortedMap<String, String> gateContent,
        SortedMap<String, String> tags) {}
