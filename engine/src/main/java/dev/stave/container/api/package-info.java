/** Docker and Podman through their API, by docker-java. */
@NullMarked
package dev.stave.container.api;

import org.jspecify.annotations.NullMarked;
