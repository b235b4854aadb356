/** JSON without data binding, for what is read at every start. */
@NullMarked
package dev.stave.json;

import org.jspecify.annotations.NullMarked;
