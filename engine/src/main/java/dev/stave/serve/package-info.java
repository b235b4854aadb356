/** A read-only registry on loopback (OCI distribution-spec, "Pull"). */
@NullMarked
package dev.stave.serve;

import org.jspecify.annotations.NullMarked;
