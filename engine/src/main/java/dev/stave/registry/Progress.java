package dev.stave.registry;

/** Hears how far the transfer of one image is. Called from many threads; must neither block nor throw. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (done, total) -> {};

    /** @param doneBytes of {@code totalBytes}, with what was there already; may go back where a blob begins anew */
    void moved(long doneBytes, long totalBytes);
}
