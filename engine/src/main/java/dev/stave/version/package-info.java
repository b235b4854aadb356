/** Where the version of the software in an image is read from. */
@NullMarked
package dev.stave.version;

import org.jspecify.annotations.NullMarked;
