/** What must hold before an image may be tagged: tests and the scan gate. */
@NullMarked
package dev.stave.check;

import org.jspecify.annotations.NullMarked;
