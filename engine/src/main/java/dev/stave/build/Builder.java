package dev.stave.build;

import dev.stave.model.ImageName;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import java.util.List;

/** Makes images of one kind of source. */
public interface Builder {
    /**
     * Why this host cannot build such an image, as sentences; empty where it can. Looked at before anything runs.
     *
     * @param platforms resolved, never empty
     */
    List<String> complaints(dev.stave.model.ImageSpec image, List<Platform> platforms);

    /**
     * Builds one image for one platform into the store. Every line of output goes to the order's log. What goes wrong is
     * a {@link BuildException} with the last lines.
     */
    PlatformImage build(BuildOrder order);

    /** Told when what was built last of an image has passed its gates; until then nothing of it may serve other builds. */
    default void passed(ImageName image) {}
}
