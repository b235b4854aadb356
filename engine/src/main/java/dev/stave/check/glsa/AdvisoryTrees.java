package dev.stave.check.glsa;

import dev.stave.oci.PlatformImage;
import java.nio.file.Path;
import java.util.List;

/** Finds the ebuild repositories whose advisories count for an image: those that it was made from. */
@FunctionalInterface
public interface AdvisoryTrees {
    /** Folders that are not changed; an advisory of several counts in its latest revision. */
    List<Path> of(PlatformImage image);
}
