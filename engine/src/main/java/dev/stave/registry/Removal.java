package dev.stave.registry;

import dev.stave.model.Digest;

/** A registry from which tags can be taken away (OCI distribution-spec 1.1, "Deleting tags" and "Deleting manifests"). */
public interface Removal {
    /** Takes the tag away and leaves the manifest; false where this registry takes away manifests only. */
    boolean removeTag(String repository, String tag);

    /** Takes the manifest away, with every tag that names it. */
    void removeManifest(String repository, Digest digest);
}
