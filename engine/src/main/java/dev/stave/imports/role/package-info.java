/** Inventories of the Ansible role gentoo-image-builder. */
@org.jspecify.annotations.NullMarked
package dev.stave.imports.role;
