package dev.stave.inventory.dsl;

import dev.stave.inventory.Draft;

/**
 * A stack that was run.
 *
 * @param pure whether the same stack with the same answers from outside always gives the same draft
 */
record Evaluated(Draft draft, boolean pure) {}
