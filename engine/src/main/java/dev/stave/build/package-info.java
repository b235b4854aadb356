/** How an image comes to be: a port and one adapter for each kind of source. */
@NullMarked
package dev.stave.build;

import org.jspecify.annotations.NullMarked;
