/** Layers as tar streams: written so that equal content has equal bytes, and read without unpacking. */
@NullMarked
package dev.stave.oci.layer;

import org.jspecify.annotations.NullMarked;
