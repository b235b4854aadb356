/** The files of a stack that can change an image's bytes: found, ignored where they should be, and hashed. */
@NullMarked
package dev.stave.inputs;

import org.jspecify.annotations.NullMarked;
