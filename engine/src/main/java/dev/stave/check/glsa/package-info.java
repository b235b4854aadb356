/** Gentoo's advisories, matched against the packages that an image says are in it. */
@NullMarked
package dev.stave.check.glsa;

import org.jspecify.annotations.NullMarked;
