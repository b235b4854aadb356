/** Builds from Portage: builders made from a stage3, images made in builders, and what is kept of both. */
@NullMarked
package dev.stave.build.rootfs;

import org.jspecify.annotations.NullMarked;
