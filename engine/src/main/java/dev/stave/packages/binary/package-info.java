/** Binary packages that Portage made: kept, handed to builds, admitted when an image passed, and shared with others. */
@NullMarked
package dev.stave.packages.binary;

import org.jspecify.annotations.NullMarked;
