/** What a new stack, image or builder begins with. */
@org.jspecify.annotations.NullMarked
package dev.stave.imports.scaffold;
