/** Which container engines this host has. */
@NullMarked
package dev.stave.container.detect;

import org.jspecify.annotations.NullMarked;
