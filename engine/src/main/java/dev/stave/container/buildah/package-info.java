/** buildah through its command. */
@NullMarked
package dev.stave.container.buildah;

import org.jspecify.annotations.NullMarked;
