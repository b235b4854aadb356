/** Versions read from an image: its package databases, its labels, and what its programs print. */
@NullMarked
package dev.stave.version.packages;

import org.jspecify.annotations.NullMarked;
