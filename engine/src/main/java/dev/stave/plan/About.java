package dev.stave.plan;

import dev.stave.model.ImageName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every step says.
 *
 * @param tag     the tag that the image will have; null where it is known after the build
 * @param reasons why this step, in words; empty where there is nothing to do
 * @param assumed what was taken for granted because nobody could be asked, in words
 */
public record About(ImageName image, @Nullable String tag, List<String> reasons, List<String> assumed) {
    public About {
        reasons = List.copyOf(reasons);
        assumed = List.copyOf(assumed);
    }
}
