package dev.stave.oci;

import dev.stave.model.EngineException;
import org.jspecify.annotations.Nullable;

/** What came as an image, a manifest, a layer or an archive is damaged, too large, or of a kind that Stave does not take. */
public final class ImageException extends EngineException {
    private static final long serialVersionUID = 1L;

    public ImageException(String what, String hint) {
        this(what, hint, null);
    }

    public ImageException(String what, String hint, @Nullable Throwable cause) {
        super(what, hint, cause);
    }
}
