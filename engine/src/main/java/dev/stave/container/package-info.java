/** Container engines: a port, Docker and Podman through their API, buildah through its command. */
@NullMarked
package dev.stave.container;

import org.jspecify.annotations.NullMarked;
