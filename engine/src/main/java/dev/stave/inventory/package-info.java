/** From a stack file to a checked {@link dev.stave.model.Inventory}: one path for both forms. */
@NullMarked
package dev.stave.inventory;

import org.jspecify.annotations.NullMarked;
