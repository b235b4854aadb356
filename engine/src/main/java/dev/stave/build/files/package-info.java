/** Images of files alone, made without any container engine. */
@NullMarked
package dev.stave.build.files;

import org.jspecify.annotations.NullMarked;
