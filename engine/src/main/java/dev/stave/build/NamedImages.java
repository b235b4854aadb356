package dev.stave.build;

import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.model.Problem;
import java.util.List;

/** Which other images an image's own files name. Reads files, asks nobody. */
public interface NamedImages {
    /** @param platforms resolved, never empty */
    Named read(ImageSpec image, Inventory inventory, List<Platform> platforms);

    /**
     * What was found.
     *
     * @param outside  references to registries, each once, as they are written and as the lock pins them
     * @param images   images of the stack, each once, the parent included where it is named
     * @param problems what keeps the image from being built, with file and line
     */
    record Named(List<String> outside, List<ImageName> images, List<Problem> problems) {
        public static final Named NOTHING = new Named(List.of(), List.of(), List.of());

        public Named {
            outside = List.copyOf(outside);
            images = List.copyOf(images);
            problems = List.copyOf(problems);
        }
    }
}
