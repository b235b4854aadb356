/** What is known of the packages in an image that Portage made, and Portage's own rules about them. */
@NullMarked
package dev.stave.packages;

import org.jspecify.annotations.NullMarked;
