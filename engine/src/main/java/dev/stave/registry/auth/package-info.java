/** Where logins for registries come from: the stack, docker's and podman's auth files, credential helpers. */
@NullMarked
package dev.stave.registry.auth;

import org.jspecify.annotations.NullMarked;
