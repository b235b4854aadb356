/** OCI images as bytes: manifests, indexes, configs, the layer writer and the local store. */
@NullMarked
package dev.stave.oci;

import org.jspecify.annotations.NullMarked;
