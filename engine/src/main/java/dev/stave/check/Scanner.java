package dev.stave.check;

import dev.stave.model.ScanPolicy;
import dev.stave.oci.StoredImage;
import java.nio.file.Path;
import java.util.List;

/** Looks for known vulnerabilities in an image of the store. */
public interface Scanner {
    /** Why this host cannot scan with the policy, as sentences; empty where it can. Looked at before anything runs. */
    List<String> complaints(ScanPolicy policy, Path stackFolder);

    /**
     * Scans every platform by its digest and judges the findings by the policy. A scanner that fails is a verdict
     * ({@code scanFailed}), not an exception.
     */
    ScanReport scan(StoredImage image, Quarantine quarantine, ScanPolicy policy, Path stackFolder);

    /** Where the scanner reads images that are not released yet: a loopback registry with a password of this run. */
    record Quarantine(String host, String repository, String username, String password) {}
}
