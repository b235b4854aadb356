package dev.stave.container;

import java.util.List;

/** Keeps containers and temporary images, each with its owner. */
public interface Owned {
    /** Whoever owns something here, each once. */
    List<Owner> owners();

    /** Removes the containers and images that {@code owner} covers; nothing to remove is no error. */
    void removeOwned(Owner owner);

    /** Removes what was left behind by runs of this host that ended without doing so. */
    default void removeLeftovers() {
        owners().stream().filter(Owner::isGone).forEach(this::removeOwned);
    }

    /** What failed builds left, whoever made it. */
    List<KeptImage> kept();

    /** Removes one of these; that it is gone already is no error. */
    void remove(KeptImage image);
}
