/** Configurations of the build system for distroless images by Portage and buildah. */
@org.jspecify.annotations.NullMarked
package dev.stave.imports.distroless;
