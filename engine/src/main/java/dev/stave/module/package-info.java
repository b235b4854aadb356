/** What the Ansible collection and the engine say to each other: one request, one answer. */
@NullMarked
package dev.stave.module;

import org.jspecify.annotations.NullMarked;
