/** The registry client over HTTP (OCI distribution-spec 1.1, Docker Registry HTTP API V2). */
@NullMarked
package dev.stave.registry.http;

import org.jspecify.annotations.NullMarked;
