package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;

/**
 * A layer in the store.
 *
 * @param blob    compressed, as the manifest names it
 * @param diffId  digest of the uncompressed tar, as the configuration names it
 * @param entries how many files, folders and links it holds; 0 for one that adds nothing
 */
public record Layer(Descriptor blob, Digest diffId, long entries) {}
