/** OpenPGP signatures (RFC 9580): which ones count, and the text that they sign. */
@NullMarked
package dev.stave.gentoo.signature;

import org.jspecify.annotations.NullMarked;
