package dev.stave.plan;

import dev.stave.model.ImageName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this machine remembers of images. It is looked up image by image, since a plan needs little of it where nothing
 * changed; it answers the same however often it is asked.
 */
public interface Recollection {
    Recollection NOTHING = of(Map.of(), Map.of());

    /** The image that stands whole in the store; null where none does. */
    @Nullable
    Built built(ImageName image);

    /** What the image's last fingerprints were made of; null where that was lost. */
    @Nullable
    Remembered remembered(ImageName image);

    static Recollection of(Map<ImageName, Built> built, Map<ImageName, Remembered> remembered) {
        return new Recollection() {
            @Override
            public @Nullable Built built(ImageName image) {
                return built.get(image);
            }

            @Override
            public @Nullable Remembered remembered(ImageName image) {
                return remembered.get(image);
            }
        };
    }
}
