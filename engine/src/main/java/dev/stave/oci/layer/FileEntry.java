package dev.stave.oci.layer;

import java.nio.file.Path;

/**
 * A file or folder of the host for a layer.
 *
 * @param source a regular file or a folder; of a folder nothing but its being one counts
 * @param path   where it goes in the image, with slashes
 * @param mode   permission bits, such as 0644
 */
public record FileEntry(Path source, String path, int mode, Owners.Id owner) {}
