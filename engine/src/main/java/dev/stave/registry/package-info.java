/** The distribution client: a port, its HTTP adapter, credentials and transfers. */
@NullMarked
package dev.stave.registry;

import org.jspecify.annotations.NullMarked;
