/** Values only: what a stack declares and what the engine says about it. Imports the JDK and JSpecify alone. */
@NullMarked
package dev.stave.model;

import org.jspecify.annotations.NullMarked;
