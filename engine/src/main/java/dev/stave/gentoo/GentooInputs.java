package dev.stave.gentoo;

import dev.stave.model.BuilderInput;
import dev.stave.model.BuilderPin;
import dev.stave.model.BuilderSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds what declared builders start from, verifies it and keeps it under STAVE_HOME, so that a run without network goes
 * on with what is pinned. Safe for many threads; what cannot be had or does not verify is a {@link GentooException}.
 */
public interface GentooInputs {
    /** What an input stands for now. Empty where nobody may be asked and what is kept does not tell. */
    Optional<BuilderPin> pin(BuilderSpec builder, BuilderInput input);

    /**
     * The archive of the builder's own stage3, verified, which must not be changed.
     *
     * @param pins of the image that is built, by key; its pin is not needed for a local file
     */
    Path stage3(BuilderSpec builder, SortedMap<String, String> pins);

    /** The builder's own tree: a folder that is never changed once it stands, but for a local {@code path}. */
    Path tree(BuilderSpec builder, SortedMap<String, String> pins);

    /** One of the builder's own overlays: a folder that is never changed once it stands, but for a local {@code path}. */
    Path overlay(BuilderSpec builder, String overlay, SortedMap<String, String> pins);
}
