/** The pure planner: an inventory and facts in, ordered steps with reasons out. No I/O, no clock. */
@NullMarked
package dev.stave.plan;

import org.jspecify.annotations.NullMarked;
