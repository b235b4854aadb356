/** Images from a Dockerfile: what it names is read and pinned, and an engine builds it. */
@NullMarked
package dev.stave.build.dockerfile;

import org.jspecify.annotations.NullMarked;
