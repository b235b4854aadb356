/** Images that any program makes, on copies of its inputs and in an environment of its own. */
@NullMarked
package dev.stave.build.script;

import org.jspecify.annotations.NullMarked;
