package dev.stave.inventory.dsl;

import org.jspecify.annotations.Nullable;

/**
 * One look of a stack at the outside.
 *
 * @param kind   what it looked at
 * @param name   the variable, path or pattern
 * @param answer digest of what was there; null where nothing was
 */
record OutsideRead(Kind kind, String name, @Nullable String answer) {
    enum Kind {
        ENVIRONMENT,
        VARIABLE,
        FILE,
        LISTING
    }
}
