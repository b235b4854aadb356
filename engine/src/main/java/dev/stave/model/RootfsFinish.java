package dev.stave.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a root file system before it is an image.
 *
 * @param additions  trees put into it
 * @param clean      whether what an image does not need is removed from it
 * @param dockerfile the second phase, with {@code rootfs.tar} in its context; null where the root is the image
 * @param sizeBudget the most bytes that the image's own layers may hold, unpacked; 0 for no limit
 */
public record RootfsFinish(
        List<GitTree> additions, boolean clean, @Nullable String dockerfile, long sizeBudget) {
    public static final RootfsFinish DEFAULT = new RootfsFinish(List.of(), true, null, 0);

    public RootfsFinish {
        additions = List.copyOf(additions);
    }
}
