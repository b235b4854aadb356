/** What happens during a run, as data; front ends decide how it looks. */
@NullMarked
package dev.stave.event;

import org.jspecify.annotations.NullMarked;
