package dev.stave.oci.layer;

import java.time.Instant;

/**
 * How a layer is written.
 *
 * @param created what the times of its entries are set to, to the second
 * @param clamped whether only times later than {@code created} are set to it
 */
public record LayerOptions(Instant created, boolean clamped, Owners owners, Compression compression) {
    /** Every time is {@code created}, owners stay, gzip. */
    public static LayerOptions at(Instant created) {
        return new LayerOptions(created, false, Owners.KEPT, Compression.GZIP);
    }

    /** Every time stays as it is: what is in no image may keep it, and byte code that names its source's time stays good. */
    public static LayerOptions keepingTimes() {
        return new LayerOptions(Instant.MAX, true, Owners.KEPT, Compression.GZIP);
    }

    /** Earlier times stay. */
    public LayerOptions clamping() {
        return new LayerOptions(created, true, owners, compression);
    }

    public LayerOptions with(Owners newOwners) {
        return new LayerOptions(created, clamped, newOwners, compression);
    }

    public LayerOptions with(Compression newCompression) {
        return new LayerOptions(created, clamped, owners, newCompression);
    }

    long seconds(long onHost) {
        return clamped ? Math.min(onHost, created.getEpochSecond()) : created.getEpochSecond();
    }
}
