package dev.stave.run;

/**
 * How much happens at once.
 *
 * @param builds    images that are built at the same time
 * @param transfers images that are fetched, gated or released at the same time
 */
public record Limits(int builds, int transfers) {
    public Limits {
        if (builds < 1 || transfers < 1) {
            throw new IllegalArgumentException("limits are at least 1");
        }
    }
}
