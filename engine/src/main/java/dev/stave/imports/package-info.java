/** Inventories of other tools, turned into stacks; nothing of theirs is run. */
@org.jspecify.annotations.NullMarked
package dev.stave.imports;
