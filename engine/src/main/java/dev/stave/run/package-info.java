/** Executes a plan: one scheduler, plain sequential handlers, ports only. */
@NullMarked
package dev.stave.run;

import org.jspecify.annotations.NullMarked;
