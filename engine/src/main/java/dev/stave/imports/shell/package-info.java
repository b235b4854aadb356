/** Reads shell files as data: assignments are evaluated here, nothing is ever run. */
@org.jspecify.annotations.NullMarked
package dev.stave.imports.shell;
