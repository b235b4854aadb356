/** Tables and texts for people. */
@NullMarked
package dev.stave.report;

import org.jspecify.annotations.NullMarked;
