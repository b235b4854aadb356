package dev.stave.oci.layer;

/**
 * How much is read of a layer or an archive that somebody else made, before it is refused.
 *
 * @param entries       files, folders and links
 * @param expandedBytes after decompression
 */
public record ReadLimits(long entries, long expandedBytes) {
    public static final ReadLimits DEFAULT = new ReadLimits(2_000_000, 128L << 30);
}
