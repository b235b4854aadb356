/** Folders of numbered buildah scripts. */
@org.jspecify.annotations.NullMarked
package dev.stave.imports.buildah;
