/** The Groovy form of the stack file: the only code that imports Groovy. */
@NullMarked
package dev.stave.inventory.dsl;

import org.jspecify.annotations.NullMarked;
