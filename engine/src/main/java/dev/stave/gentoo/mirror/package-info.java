/** Gentoo's mirrors as they are laid out today: stages, snapshots of the tree, git and rsync, and what is kept of them. */
@NullMarked
package dev.stave.gentoo.mirror;

import org.jspecify.annotations.NullMarked;
