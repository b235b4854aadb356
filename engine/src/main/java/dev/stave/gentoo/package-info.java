/** What a builder of rootfs images starts from: stage3 archives, trees and overlays, found, verified and kept. */
@NullMarked
package dev.stave.gentoo;

import org.jspecify.annotations.NullMarked;
