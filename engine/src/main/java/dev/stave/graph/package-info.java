/** How the images and builders of a stack depend on each other, and drawings of it. */
@org.jspecify.annotations.NullMarked
package dev.stave.graph;
