/** The command line: one class a subcommand, and the only place that chooses adapters. */
@NullMarked
package dev.stave.cli;

import org.jspecify.annotations.NullMarked;
