/** What is known of an image's packages, as a software bill of materials. */
@NullMarked
package dev.stave.packages.sbom;

import org.jspecify.annotations.NullMarked;
