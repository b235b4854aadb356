/** What survives a run: the lock file, records, the release journal; all written atomically. */
@NullMarked
package dev.stave.state;

import org.jspecify.annotations.NullMarked;
