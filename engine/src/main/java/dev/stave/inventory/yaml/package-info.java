/** The YAML form of a stack file, read by its node graph so that every line and every scalar's text is kept. */
@NullMarked
package dev.stave.inventory.yaml;

import org.jspecify.annotations.NullMarked;
