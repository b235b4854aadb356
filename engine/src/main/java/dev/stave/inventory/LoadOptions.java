package dev.stave.inventory;

import org.jspecify.annotations.Nullable;

/**
 * How a stack file is loaded.
 *
 * @param restriction what an untrusted stack may do; null where it may do anything
 */
public record LoadOptions(Surroundings around, @Nullable Restriction restriction) {
    public static LoadOptions of(Surroundings around) {
        return new LoadOptions(around, null);
    }
}
