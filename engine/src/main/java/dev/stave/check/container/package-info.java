/** Image tests in isolated containers. */
@NullMarked
package dev.stave.check.container;

import org.jspecify.annotations.NullMarked;
