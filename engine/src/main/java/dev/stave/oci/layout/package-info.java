/** The store on disk: an OCI image layout with names, roots and kernel locks. */
@NullMarked
package dev.stave.oci.layout;

import org.jspecify.annotations.NullMarked;
