/** Requests over HTTP, by the JDK's client alone: proxies, trusted certificates, deadlines, and words for what fails. */
@NullMarked
package dev.stave.http;

import org.jspecify.annotations.NullMarked;
