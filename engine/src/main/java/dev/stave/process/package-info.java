/** The only place that starts processes. */
@NullMarked
package dev.stave.process;

import org.jspecify.annotations.NullMarked;
