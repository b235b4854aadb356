/** Working folders of kubler, with one namespace or several. */
@org.jspecify.annotations.NullMarked
package dev.stave.imports.kubler;
