/** OCI image layout folders as registries (OCI image-spec, image-layout.md). */
@NullMarked
package dev.stave.registry.layout;

import org.jspecify.annotations.NullMarked;
